import { assert, it } from "@effect/vitest"
import { Schema } from "effect"
import { FighterIndex } from "../../src/fighter/FighterIndex.ts"
import { FighterId } from "../../src/Identity.ts"

const named = (id: number, name: string, nickname: string | null = null, aliases: ReadonlyArray<string> = []) => ({
  id: FighterId.make(id),
  name,
  nickname,
  aliases
})

const fighters = [
  named(1, "Ada Stone", "The Anvil"),
  named(2, "Bruno Vale", "Bulldog"),
  named(3, "Bruno Vale", "Blade"),
  named(4, "José Núñez", null, ["Pepe Nunez"]),
  named(5, "Cole O'Hara"),
  named(6, "Georges St-Pierre", null, ["GSP", "생피에르"]),
  named(7, "Michael Aswell Jr."),
  named(8, "Michael Aswell"),
  named(9, "Doo Ho Choi", null, ["최두호", "두호 최"]),
  named(10, "Mizuki"),
  named(11, "Chan Kim", "Champ", ["Mizuki Twin"]),
  named(12, "Dong Lee", null, ["Mizuki Twin", "Ada Stone"])
]

const index = new FighterIndex(fighters)

it.each<readonly [law: string, text: string, names: ReadonlyArray<string>]>([
  ["full names, in the order of the text", "How did Bruno Vale beat Ada Stone?", ["Bruno Vale", "Ada Stone"]],
  ["each once", "Ada Stone or ADA STONE?", ["Ada Stone"]],
  ["as the data writes them", "was jose nunez better than cole ohara", ["José Núñez", "Cole O'Hara"]],
  ["whose they are", "Ada Stone's record, Mizuki’s and GSP's", ["Ada Stone", "Mizuki", "Georges St-Pierre"]],
  [
    "with a hyphen, a blank or a full stop within",
    "Georges St. Pierre vs. Michael Aswell Jr.",
    ["Georges St-Pierre", "Michael Aswell Jr."]
  ],
  ["the longest", "Michael Aswell Jr beat Michael Aswell", ["Michael Aswell Jr.", "Michael Aswell"]],
  ["between any signs", '("Ada Stone")—Bruno Vale;Mizuki?!', ["Ada Stone", "Bruno Vale", "Mizuki"]],
  ["by another name of theirs", "pepe nunez", ["José Núñez"]],
  [
    "in Korean, with particles",
    "최두호는 생피에르와 Ada Stone을, Mizuki선수에게도 이겼나?",
    ["Doo Ho Choi", "Georges St-Pierre", "Ada Stone", "Mizuki"]
  ],
  ["in Korean, of two words", "두호 최의 전적", ["Doo Ho Choi"]],
  ["nobody by a last name or a nickname", "Stone, the Anvil, Champ and Choi", []],
  ["nobody by a part of a word", "Nevada Stone, Ada Stoneman, Ada Stones, 최두호전, Mizukis", []],
  ["nobody across a sign", "I like Ada. Stone walls. Ada, Stone! Ada (Stone) Ada\nStone Ada - Stone", []],
  ["nobody misspelt", "Ada Ston and Brumo Vale", []],
  ["nobody by what may be several", "Who is Mizuki Twin?", []],
  ["nobody in nothing", " ?! ", []]
])("a text mentions %s: %s", (_, text, names) => {
  assert.deepStrictEqual(index.mentioned(text), names)
})

const Words = Schema.Array(Schema.Union([Schema.String, Schema.Literals(fighters.map(({ name }) => name))]))

it.prop(
  "whoever is mentioned is in the text, and whatever else is said after a sign changes nothing",
  [Words],
  ([words]) => {
    const text = words.join(" ")
    const names = index.mentioned(text)
    assert.strictEqual(new Set(names).size, names.length)
    const known = new Set(fighters.map(({ name }) => name))
    assert.isTrue(names.every((name) => known.has(name)))
    assert.deepStrictEqual(index.mentioned(`${text}\n? nobody`), names)
  }
)
