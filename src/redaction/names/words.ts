const WORD = /[A-Z]+(?![a-z])|[A-Z]?[a-z\u00DF-\u00FF]+|\d+|[^\x00-\x7F]+/g;

/** A name's words in small letters: `fs.s3a.secretKey`, `FS_S3A_SECRET_KEY` and `fs-s3a-secret-key` have the same. */
export function wordsOf(name: string): readonly string[] {
  const found = name.match(WORD) ?? [];
  return found.map((word) => word.toLowerCase());
}
