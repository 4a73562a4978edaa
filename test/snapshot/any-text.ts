import * as fc from 'fast-check';

const character = fc
  .oneof(
    fc.nat({ max: 0xff }),
    fc.integer({ min: 0x100, max: 0xd7ff }),
    fc.integer({ min: 0xe000, max: 0x10ffff }),
  )
  .map((code) => String.fromCodePoint(code));

/** Text of any characters, control characters often among them. (fast-check's own `binary` unit takes a second to set up.) */
export function anyText(maxLength: number): fc.Arbitrary<string> {
  return fc.string({ unit: character, maxLength });
}
