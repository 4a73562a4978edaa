/** What a report's key is made of: no part can lead out of the folder, nor to the archive's own dot files. */
const KEY_PART = /^[A-Za-z0-9][A-Za-z0-9._=-]*$/;

export function isKeyPart(name: string): boolean {
  return KEY_PART.test(name);
}
