import { readFileSync } from "node:fs"

const linesOf = (url: URL): ReadonlyArray<ReadonlyArray<string>> =>
  readFileSync(url, "utf8")
    .trimEnd()
    .split("\n")
    .slice(1)
    .map((line) => line.split("\t").map((cell) => cell.replaceAll("\\n", "\n")))

/**
 * What a model might be brought to write. Without the guard, on the server, what `fails` must fail and what is `harmless`
 * may answer. The guard refuses all but what is `priced`: that is let pass, and turned away for what it would cost.
 */
export const attacks = linesOf(new URL("attacks.tsv", import.meta.url)).map(([family = "", alone = "", sql = ""]) => ({
  family,
  alone,
  sql
}))

/** What a model writes about fights, with the rows that the sample has for it. */
export const good = linesOf(new URL("good.tsv", import.meta.url)).map(([sql = "", rows = "[]"]) => ({
  sql,
  rows: JSON.parse(rows) as unknown
}))
