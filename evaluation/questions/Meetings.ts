import type { UfcstatsId } from "@mma-savant/core/Identity"
import { fought } from "../Fought.ts"
import type { Gold, Question, Template } from "../Question.ts"
import { columns } from "../Reading.ts"

const meetings = (a: UfcstatsId, b: UfcstatsId): Gold => ({
  sql: `${fought} select date::text, result from fought where key = $2 and opponent_key = $3`,
  params: [a, b],
  fold: (world) =>
    world.career(a).flatMap(({ event, other, own }) => (other?.fighterKey === b ? [[event.date, own.result]] : []))
})

export const headToHeads: Template = (ground) => {
  const { seeded, world } = ground
  const names = world.unmistakable
  const pairs = new Map<string, readonly [UfcstatsId, UfcstatsId]>()
  for (const { corners } of world.fought) {
    const [a, b] = corners.map(({ fighterKey }) => fighterKey)
    if (a === null || b === null || a === undefined || b === undefined) continue
    if (names.has(world.nameOf(a)) && names.has(world.nameOf(b))) pairs.set([a, b].sort().join(), [a, b])
  }
  const rematches = [...pairs.values()].filter(
    ([a, b]) => world.career(a).filter(({ other }) => other?.fighterKey === b).length > 1
  )
  const chosen = [...seeded.some(rematches, 3), ...seeded.some([...pairs.values()], 4)]
  const forms = [
    ["en", "who won when {a} fought {b}?"],
    ["ko", "{a} {b} 상대 전적"],
    ["en", "{a} vs {b} head to head"],
    ["ko", "{a}와 {b} 맞대결 결과 알려줘"]
  ] as const
  return chosen.map(([a, b], index): Question => {
    const [language, form] = forms[index % forms.length]!
    return {
      category: "head to head",
      language,
      text: form.replace("{a}", world.nameOf(a)).replace("{b}", world.nameOf(b)),
      expects: "answer",
      gold: meetings(a, b),
      call: {
        tool: "headToHead",
        params: { a: ground.idOf(a), b: ground.idOf(b) },
        read: columns("date", "result")
      }
    }
  })
}
