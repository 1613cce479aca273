import { Method } from "./Method.ts"

/** The fight page's words, beside the codes of the event page, which are the methods' own names. */
const methods: Readonly<Record<string, Method>> = {
  "decision - unanimous": "U-DEC",
  "decision - split": "S-DEC",
  "decision - majority": "M-DEC",
  decision: "DEC",
  submission: "SUB",
  "could not continue": "CNC",
  ...Object.fromEntries(Method.literals.map((method) => [method.toLowerCase(), method]))
}

/** The method as a page words or abbreviates it; undefined for words outside the set. */
export const methodOf = (printed: string): Method | undefined => methods[printed.toLowerCase()]

const singular: Readonly<Record<string, string>> = {
  Punches: "Punch",
  Elbows: "Elbow",
  Knees: "Knee",
  Kicks: "Kick",
  Headbutts: "Headbutt",
  Stomps: "Stomp",
  Slams: "Slam"
}

// What a technique's name ends with. Anything else on a finish is a remark, such as "Stoppage Between Rounds".
const technique =
  /(?:Punch|Elbow|Knee|Kick|Fist|Headbutt|Stomp|Slam|Choke|Triangle|Armbar|Kimura|Keylock|Lock|Hook|Hold|Crank|Kneebar|Slicer|Twister|Stretch|Necktie|Omoplata|Headlock)$/

const place = /(?: to\b| (?:Head|Body|Leg)$| (?:From|On|At|In|After Drop|Standing)\b).*$/

/** A technique in the singular: "Illegal Knees" is "Illegal Knee". */
export const inSingular = (printed: string): string => printed.replace(/(?<!\w)\w+$/, (word) => singular[word] ?? word)

/**
 * What is said of a finish, line by line: the technique in the singular, and the source's words where they say more than
 * that. A first line of "to" is a sentence that the source left without its beginning.
 */
export const finishOf = (method: Method | null, lines: ReadonlyArray<string>) => {
  const said = lines[0] === "to" ? lines.slice(1) : lines
  const name = inSingular((said[0] ?? "").replace(place, ""))
  const methodDetail = (method === "KO/TKO" || method === "SUB") && technique.test(name) ? name : null
  const words = said.join("; ")
  return { methodDetail, details: words === "" || words === methodDetail ? null : words }
}
