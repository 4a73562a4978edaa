/**
 * How a value hangs on its name. `assigned`: by a sign that only assigns. `prose`: by a colon or a verb, where a sentence may go on.
 * `listed`: both are members of a list. `loose`: by a sign that means little, so that the value must speak for itself.
 */
export type JointForm = 'assigned' | 'prose' | 'listed' | 'loose';

export interface Joint {
  readonly form: JointForm;
  /** Where the value begins, its quote included. */
  readonly end: number;
}
