import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Ground, Language, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { people, record } from "./Careers.ts"

const plain = (name: string): string =>
  name
    .normalize("NFD")
    .replaceAll(/\p{Mn}|['’.]/gu, "")
    .toLowerCase()

/** Two letters of the last name changed places, where it is long enough to be known all the same. */
const misspelt = (name: string): string | null => {
  const at = name.lastIndexOf(" ") + 1
  const last = name.slice(at)
  return last.length < 6 || last[3] === last[4]
    ? null
    : `${name.slice(0, at)}${last.slice(0, 3)}${last[4]}${last[3]}${last.slice(5)}`
}

/** Names as people write them: without accents and signs, the other way round, in Hangul, with a slip. */
export const spellings: Template = (ground: Ground) => {
  const { idOf, seeded, world } = ground
  const everybody = people(ground, Number.POSITIVE_INFINITY)
  const asked = (language: Language, written: string, key: UfcstatsId): Question => ({
    category: "record and profile",
    language,
    text: language === "en" ? `${written} record` : `${written} 전적`,
    expects: "answer",
    gold: record(key),
    names: [{ text: written, key }],
    call: {
      tool: "fighterProfile",
      params: { fighterId: idOf(key) },
      read: columns("wins", "losses", "draws", "noContests")
    }
  })
  const odd = seeded.some(
    everybody.filter(({ name }) => plain(name) !== name.toLowerCase()),
    3
  )
  const aliases = seeded.some(
    everybody.flatMap(({ ufcstatsId }) =>
      (world.aliases.get(ufcstatsId) ?? []).map((alias) => ({ alias, key: ufcstatsId }))
    ),
    5
  )
  const slips = seeded.some(
    everybody.flatMap(({ name, ufcstatsId }) => {
      const slip = misspelt(name)
      const last = name.split(" ").at(-1) ?? name
      const others = everybody.filter((other) => other.name !== name && other.name.endsWith(last))
      return slip === null || others.length > 0 ? [] : [{ slip, key: ufcstatsId }]
    }),
    2
  )
  return [
    ...odd.map(({ name, ufcstatsId }) => asked("en", plain(name), ufcstatsId)),
    ...aliases.map(({ alias, key }) => asked(/\p{Script=Hangul}/u.test(alias) ? "ko" : "en", alias, key)),
    ...slips.map(({ key, slip }) => asked("en", slip, key))
  ]
}
