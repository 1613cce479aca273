/** Postgres keeps neither the character zero nor half of a surrogate pair; they become the replacement character. */
export const storable = (text: string): string => text.replaceAll("\0", "\uFFFD").toWellFormed()

/** JSON for a parameter: one whole batch in one. */
export const json = (value: unknown): string =>
  JSON.stringify(value, (_, item) => (typeof item === "string" ? storable(item) : item))

/** The pattern for LIKE of whatever contains the text, in which `%`, `_` and `\` are ordinary characters. */
export const containing = (text: string): string => `%${storable(text).replace(/[\\%_]/g, "\\$&")}%`

/**
 * Whether an index of trigrams can find a folded text: by three letters or digits in a row. Where a server counts other
 * scripts among the letters depends on its locale.
 */
export const hasTrigram = (folded: string): boolean => /[a-z0-9]{3}/.test(folded)

/** A literal of SQL, for texts of our own alone. */
export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`
