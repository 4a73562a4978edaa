/** Where a command takes a credential. */
export interface CommandSecrets {
  /** Options whose next word, or whose rest (`-psecret`, `--pass=secret`), is one. */
  readonly options?: readonly string[];
  /** Options of `user:password`, with the sign between the two; without an option, any word that has it. */
  readonly pairs?: readonly (readonly [option: string, sign: string])[];
  /** The nth word that is no option is one, counted from 1 behind the command and its sub-commands. */
  readonly word?: number;
  /** The words that must stand behind the command for this: `docker login`. */
  readonly after?: readonly string[];
}
