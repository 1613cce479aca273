import type { Inquiry } from "../Inquiry.ts"

const examples = [
  "How many fights has Islam Makhachev won?",
  "Who won the main event of UFC 302?",
  "Who has the most knockdowns at lightweight since 2020?"
]

const introduction =
  "I am the built-in analyst: I answer set kinds of questions about UFC fighters, fights, events, rankings and records."

const offer = `${introduction}\n\nYou can ask, for example:\n${examples.map((example) => `- ${example}`).join("\n")}`

/** What to say to a question that was not understood; `beyond` is said of a subject that no tool knows. */
export const abstention = (beyond: string | null): string =>
  `${beyond ?? "I did not understand the question well enough to answer it."} ${offer}`

/** What this model can be asked. */
export function* help(): Inquiry<string> {
  return offer
}
