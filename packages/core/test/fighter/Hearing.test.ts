import { assert, it } from "@effect/vitest"
import { seeded } from "../../contract/Typos.ts"
import { Hearing } from "../../src/fighter/Hearing.ts"
import { soundOf } from "../../src/fighter/Sound.ts"
import { consonantsIn, symbolsOf, unlikeness } from "../../src/fighter/SoundCost.ts"

it.each([
  ["makhachev", "MaKaCeP"],
  ["마카체프", "MaKaCeP"],
  ["존 존스", "CoNCoNS"],
  ["jones", "CoNeS"],
  ["강", "KaN"],
  ["phillips", "PiLiPS"],
  ["ñ!", ""]
])("%s sounds %s", (text, sound) => {
  assert.strictEqual(soundOf(text), sound)
})

it("the same costs nothing, what Korean cannot tell apart little, and other consonants most", () => {
  const cost = (a: string, b: string) => unlikeness(symbolsOf(a), symbolsOf(b))
  const rising = [cost("KaT", "KaT"), cost("KaT", "KoT"), cost("KaS", "KaC"), cost("KaS", "KaM")]
  assert.deepStrictEqual(
    rising,
    [...rising].sort((a, b) => a - b)
  )
  assert.strictEqual(new Set(rising).size, rising.length)
  assert.strictEqual(cost("KaT", "MoN"), cost("MoN", "KaT"))
})

it("whatever is alike is found, and nothing else", () => {
  const below = seeded(11)
  const letter = () => "KTPSCLMNHaeiou".charAt(below(14))
  const made: Array<string> = []
  for (let count = 0; count < 400; count++) {
    const before = made[below(made.length || 1)] ?? "MaKaCeP"
    const at = below(before.length)
    made.push(
      count % 3 === 0
        ? Array.from({ length: 3 + below(10) }, letter).join("")
        : before.slice(0, at) + letter() + before.slice(at + below(2))
    )
  }
  // The texts are spelt in Latin small letters, which for some sounds different ones are the same.
  const spelt = (sound: string) => sound.replaceAll("C", "j").toLowerCase()
  const known = [...new Set(made.map((sound) => soundOf(spelt(sound))))]
  const hearing = new Hearing(made.map((sound) => [spelt(sound), soundOf(spelt(sound))] as const))
  let found = 0
  for (const wanted of known) {
    const consonants = consonantsIn(symbolsOf(wanted))
    const expected = known.filter((sound) => {
      return consonants >= 3 && unlikeness(symbolsOf(sound), symbolsOf(wanted)) / consonants <= 0.2
    })
    assert.deepStrictEqual([...hearing.near(wanted, { fewest: 3, most: 0.2 }).keys()].sort(), expected.sort())
    found += expected.length
  }
  assert.isAbove(found, known.length)
})
