import type { UfcstatsId } from "@mma-savant/core/Identity"
import type { Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"
import { latest, record } from "./Careers.ts"

/** Names that several bear who have fought: one of them is meant, and only the user can say which. */
export const namesakes: Template = ({ idOf, seeded, world }) => {
  const bearers = new Map<string, Array<UfcstatsId>>()
  for (const { name, ufcstatsId } of world.fighters.values()) {
    if (world.career(ufcstatsId).length > 0) bearers.set(name, [...(bearers.get(name) ?? []), ufcstatsId])
  }
  const shared = [...bearers].filter(([, keys]) => keys.length > 1)
  return seeded.some(shared, 3).flatMap(([name, fighters]) => {
    const asked = (language: "en" | "ko", text: string, key: UfcstatsId) =>
      ({
        category: "must ask",
        language,
        text,
        expects: "ask",
        fighters,
        names: [{ text: name, key }]
      }) as const
    const recordOf = (language: "en" | "ko", text: string, key: UfcstatsId): Question => ({
      ...asked(language, text, key),
      gold: record(key),
      call: {
        tool: "fighterProfile",
        params: { fighterId: idOf(key) },
        read: columns("wins", "losses", "draws", "noContests")
      }
    })
    const lately = (language: "en" | "ko", text: string, key: UfcstatsId): Question => ({
      ...asked(language, text, key),
      gold: latest(key, 3),
      call: {
        tool: "fights",
        params: { fighterId: idOf(key), limit: 3 },
        read: columns("date", "opponent", "result")
      }
    })
    const [first, second] = [fighters[0]!, fighters[1]!]
    return [
      recordOf("en", `${name}'s record`, first),
      recordOf("ko", `${name} 전적`, second),
      recordOf("en", `whats ${name.toLowerCase()}s record?`, second),
      lately("en", `last 3 fights of ${name}`, first),
      lately("ko", `${name} 최근 3경기`, second)
    ]
  })
}
