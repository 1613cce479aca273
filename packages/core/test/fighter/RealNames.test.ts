import { existsSync, readFileSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { koreanSpellings, nobodyInKorean } from "../../contract/KoreanSpellings.ts"
import { seeded, slips, typo } from "../../contract/Typos.ts"
import { certainties } from "../../src/Certainty.ts"
import { fold } from "../../src/Fold.ts"
import { FighterIndex } from "../../src/fighter/FighterIndex.ts"
import { koreanNames } from "../../src/fighter/KoreanNames.ts"
import { FighterId } from "../../src/Identity.ts"

const path = fileURLToPath(new URL("../../../../../shared/data/ufc/ufc_fighter_details.csv", import.meta.url))

/** The names of the file: only one nickname has a comma in it, and is cut there. */
const namesIn = () =>
  readFileSync(path, "utf8")
    .trim()
    .split("\n")
    .slice(1)
    .map((line, index) => {
      const [first = "", last = "", nickname = ""] = line.split(",").map((cell) => cell.trim())
      return { id: FighterId.make(index + 1), name: `${first} ${last}`.trim(), nickname: nickname || null, aliases: [] }
    })

describe.skipIf(!existsSync(path))("over the names of August 2026 (skipped without ../shared/data/ufc)", () => {
  const names = existsSync(path) ? namesIn() : []
  const index = new FighterIndex(names)
  const called = Map.groupBy(names, ({ name }) => fold(name))
  const unique = [...called.values()].flatMap((some) => (some.length === 1 ? some : []))

  const find = (text: string, limit = 8) => {
    const found = index.find(text, limit)
    const certain = certainties(found)
    return found.map((one, at) => ({ ...one, meant: certain[at] }))
  }
  const meant = (text: string) => find(text, 200).filter((one) => one.meant !== "hardly")

  it("98 of 100 unique names with a slip are the best candidate alone, and of 1000 sure ones one is another at most", () => {
    assert.isAbove(unique.length, 4500)
    const below = seeded(2026)
    let first = 0
    let mistaken = 0
    for (const [at, { id, name }] of unique.entries()) {
      const [best, second] = find(typo(name, slips[at % slips.length]!, below))
      if (best?.id === id && best.score !== second?.score) first++
      if (best?.meant === "surely" && best.id !== id) mistaken++
    }
    assert.isAtLeast(first / unique.length, 0.98)
    assert.isAtMost(mistaken / unique.length, 0.001)
  })

  it("by a shared name all who bear it may be meant, and nobody surely", () => {
    const shared = [...called].filter(([, some]) => some.length > 1)
    assert.strictEqual(shared.length, 8)
    for (const [name, some] of shared) {
      const found = meant(name)
      assert.deepStrictEqual(
        found.map(({ id }) => id),
        some.map(({ id }) => id)
      )
      assert.isTrue(found.every((one) => one.meant === "maybe"))
      const below = seeded(7)
      for (const slip of slips) {
        const near = find(typo(name, slip, below)).map(({ id }) => id)
        for (const { id } of some) assert.include(near, id)
      }
    }
  })

  it("a slip that makes another's name shows both", () => {
    assert.deepStrictEqual(
      find("Erik Silva").map(({ meant, name }) => [name, meant]),
      [
        ["Erik Silva", "surely"],
        ["Erick Silva", "hardly"]
      ]
    )
    assert.isTrue(meant("Jone Jones").some(({ name }) => name === "Jon Jones") && meant("Jone Jones").length > 1)
  })

  it.each<readonly [text: string, ...names: ReadonlyArray<string>]>([
    ["J. Aldo", "Jose Aldo"],
    ["Jones, Jon", "Jon Jones"],
    ["Jung Chan-sung", "Chan Sung Jung"],
    ["Jeong Chan-seong", "Chan Sung Jung"],
    ["Choi Doo-ho", "Dooho Choi"],
    ["Doo Ho Choi", "Dooho Choi"],
    ["Weili Zhang", "Zhang Weili"],
    ["Georges Saint Pierre", "Georges St-Pierre"],
    ["Benoit St. Denis", "Benoit Saint Denis"],
    ["Rafael Anjos", "Rafael Dos Anjos"],
    ["DosSantos Junior", "Junior Dos Santos"],
    ["Khalil Rountree", "Khalil Rountree Jr."],
    ["Khalil Rountree Junior", "Khalil Rountree Jr."],
    ["Jon de Jones", "Jon Jones"],
    ["Volkanovsky Alex", "Alexander Volkanovski"],
    ["Jon Bones Jones", "Jon Jones"],
    ["Bones", "Jon Jones"],
    ["The Korean Zombie", "Chan Sung Jung"],
    ["GSP", "Georges St-Pierre"]
  ])("%s is surely %s", (text, name) => {
    assert.deepStrictEqual(
      find(text)
        .filter((one) => one.meant === "surely")
        .map((one) => one.name),
      [name!]
    )
  })

  it("every Korean spelling that is known is of somebody in the data, alone, with particles or without", () => {
    for (const [name, spelt] of koreanNames) {
      assert.include(called.get(fold(name))?.map((one) => one.name) ?? [], name)
      for (const text of spelt.flatMap((one) => [one, `${one}은`, `${one}에게`])) {
        assert.deepStrictEqual(
          meant(text).map((one) => [one.name, one.meant]),
          [[name, "surely"]],
          text
        )
      }
    }
  })

  it.each(koreanSpellings)("%s may be %s", (text, ...expected) => {
    const found = meant(text)
    for (const name of expected)
      assert.include(
        found.map((one) => one.name),
        name
      )
    if (expected.length > 1) assert.isTrue(found.every((one) => one.meant === "maybe"))
    else assert.strictEqual(found[0]?.name, expected[0])
  })

  it("nobody is surely meant by Korean that means none of them", () => {
    for (const text of nobodyInKorean)
      assert.isFalse(
        meant(text).some((one) => one.meant === "surely"),
        text
      )
  })
})
