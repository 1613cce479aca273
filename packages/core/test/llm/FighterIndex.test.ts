import { assert, it } from "@effect/vitest"
import { FighterIndex } from "../../src/fighter/FighterIndex.ts"
import { FighterId } from "../../src/Identity.ts"

const named = (id: number, name: string, nickname: string | null = null, aliases: ReadonlyArray<string> = []) => ({
  id: FighterId.make(id),
  name,
  nickname,
  aliases
})

const index = new FighterIndex([
  named(1, "Ada Stone", "The Anvil"),
  named(2, "Bruno Vale", "Bulldog"),
  named(3, "Bruno Vale", "Blade"),
  named(4, "José Núñez", null, ["Pepe Nunez"]),
  named(5, "Cole O'Hara"),
  named(6, "Rafael dos Anjos"),
  named(7, "Georges St-Pierre", null, ["GSP", "생피에르"]),
  named(8, "Mark Anvil"),
  named(9, "Li Ng"),
  named(10, "Alexander Volkanovski"),
  named(11, "Weili Zhang", "Magnum"),
  named(12, "Conor Mark", "The Notorious"),
  named(13, "Nick Newell", "Notorious"),
  named(14, "Chan Sung Jung", "The Korean Zombie"),
  named(15, "Sean Mally", "Suga"),
  named(16, "Ivan Croft", "Jacare"),
  named(17, "Jacare Sousa")
])

it.each<readonly [law: string, text: string, ids: ReadonlyArray<number>]>([
  ["a part of it", "볼카노프", [10]],
  ["as it is typed, with or without blanks", "알렉산더볼카", [10]],
  ["an alias", "생피에", [7]],
  ["else as it sounds", "볼카노브스키", [10]],
  ["else nobody", "가나다라마바사", []]
])("a Korean spelling is found by %s: %s", (_, text, found) => {
  assert.deepStrictEqual(index.inKorean(text).map(Number), found)
})

const ids = (text: string, limit?: number) => index.find(text, limit).map(({ id }) => Number(id))

it.each<readonly [law: string, text: string, ids: ReadonlyArray<number>]>([
  ["the very name", "Ada Stone", [1]],
  ["in any case", "aDa sToNe", [1]],
  ["without accents", "Jose Nunez", [4]],
  ["with accents where there are none", "Ádá Stone", [1]],
  ["without its apostrophe", "Cole OHara", [5]],
  ["with another apostrophe", "Cole O’Hara", [5]],
  ["with a blank for a hyphen", "Georges St Pierre", [7]],
  ["by an alias", "gsp", [7]],
  ["by an alias in another script", "생피에르", [7]],
  ["by the nickname", "the anvil", [1]],
  ["by the last name", "Stone", [1]],
  ["by a last name of several words", "dos Anjos", [6]],
  ["by the first name", "Rafael", [6]],
  ["with the names the other way round", "Stone Ada", [1]],
  ["two of one name, by id", "Bruno Vale", [2, 3]],
  ["two of one last name", "Vale", [2, 3]],
  ["a letter too few", "Ada Ston", [1]],
  ["two letters swapped", "Aad Stone", [1]],
  ["a last name with a letter missing", "Volkanovsk", [10]],
  ["a first name with a letter too many", "Alexxander", [10]],
  ["a misspelt name the other way round", "Zhang Weli", [11]],
  ["a nickname with its article", "the notorious", [12]],
  ["a nickname without its article, also of others", "notorious", [12, 13]],
  ["a nickname that is another's first name", "Jacare", [16, 17]],
  ["a short form of the first name", "Alex Volkanovski", [10]],
  ["a short form of the first name before the nickname", "Nic Notorious", [13]],
  ["but not by two beginnings", "Alex Volka", []],
  ["a misspelt nickname", "the notorios", [12, 13]],
  ["a nickname within the name", 'Sean "Suga" Mally', [15]],
  ["a nickname for the last name", "Suga Sean", [15]],
  ["a word of the nickname", "zombie", [14]],
  ["the initials of three words", "TKZ", [14]],
  ["initials of a name with a hyphen", "g.s.p.", [7]],
  ["but no initials of two words", "AS", []],
  ["nor a short word of a nickname", "the", []],
  ["two letters wrong in a long name", "Alexandr Volkanovsky", [10]],
  ["but not two in a short one", "Adda Stonne", []],
  ["and none at all in four letters", "Li N", []],
  ["nobody", "Zed Nobody", []],
  ["no text", " . ", []]
])("finds by %s: %s", (_, text, expected) => {
  assert.deepStrictEqual(ids(text), expected)
})

it("a very name goes before an alias, a nickname, a last name, words and a misspelling", () => {
  const score = (text: string) => index.find(text)[0]?.score ?? 0
  const falling = ["Ada Stone", "GSP", "Bulldog", "Volkanovski", "Alexander", "Ada Stonn"].map(score)
  assert.deepStrictEqual(
    falling,
    [...falling].sort((a, b) => b - a)
  )
  assert.strictEqual(new Set(falling).size, falling.length)
  assert.strictEqual(falling[0], 1)
})

it("equal scores mean that the text cannot tell the fighters apart", () => {
  const [first, second] = index.find("Bruno Vale")
  assert.strictEqual(first!.score, second!.score)
})

it("no more are found than asked for, the best ones", () => {
  assert.deepStrictEqual(ids("Bruno Vale", 1), [2])
})
