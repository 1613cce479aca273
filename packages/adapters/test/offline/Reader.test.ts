import { assert, it } from "@effect/vitest"
import { english } from "../../src/offline/english/English.ts"
import { type Grammar, readerOf } from "../../src/offline/grammar/Reader.ts"
import { wordsOf } from "../../src/offline/grammar/Word.ts"

const texts = (question: string) => wordsOf(question).map(({ text }) => text)

it.each<readonly [law: string, question: string, words: ReadonlyArray<string>]>([
  ["case and accents do not count", "JOSÉ Núñez", ["jose", "nunez"]],
  ["a possessive is a word of its own", "Stone's Jones' O’Malley’s", ["stone", "'s", "jones", "'s", "omalley", "'s"]],
  ["hyphens part words, full stops do not", "St-Pierre vs. B.J. Penn", ["st", "pierre", "vs", "bj", "penn"]],
  ["the number of an event is a word", "UFC302, ufc 302", ["ufc", "302", "ufc", "302"]],
  ["punctuation is passed over", '"Who?" (#3) won…', ["who", "3", "won"]],
  ["pictures part words", "won🏆three 👨‍👩‍👧 1️⃣", ["won", "three", "1"]],
  ["marks that cannot be seen leave a word whole", "Is\u200blam\u202e \ufeffMakhachev", ["islam", "makhachev"]],
  ["emphasis is no word", "**Jon** _Jones_ ~won~", ["jon", "jones", "won"]],
  ["wide letters are letters", "ＵＦＣ３０２", ["ufc", "302"]],
  ["other signs are words", "2+ $ %", ["2", "+", "$", "%"]]
])("%s: %s", (_, question, words) => {
  assert.deepStrictEqual(texts(question), words)
})

it("a word knows where it stands in the question", () => {
  const question = "Who is Ádá’s  rival?"
  assert.deepStrictEqual(
    wordsOf(question).map(({ from, to }) => question.slice(from, to)),
    ["Who", "is", "Ádá", "’s", "rival"]
  )
})

/** A small language of its own words; `figure` is what a test is about. */
const language = (figure: Grammar["questions"]["figure"]): Grammar => ({
  ...english,
  lexicon: {
    ...english.lexicon,
    notInNames: new Set(["몇", "승이야", "전적"]),
    onlyFirst: new Set(["더"]),
    numbers: {},
    contractions: {}
  },
  rules: { tally: ["몇 승이야|전적"], fighter: ["<namedFighter>"] },
  fragments: [],
  opening: ["자"],
  closing: [],
  questions: { ...english.questions, ...nothing, figure }
})

/** No intent but `figure` can be asked for. */
const nothing = {
  against: [],
  appearance: [],
  bouts: [],
  card: [],
  champion: [],
  champions: [],
  comparison: [],
  definition: [],
  events: [],
  fights: [],
  help: [],
  leaders: [],
  meetings: [],
  prediction: [],
  profile: [],
  rankOf: [],
  rankings: [],
  records: [],
  series: [],
  status: [],
  upcoming: []
}

it("a language is its words and patterns alone", () => {
  const { question: read } = readerOf(language([["<fighter> <tally>", { metric: "wins" }]]))
  const wins = (fighter: string) => ({ name: "figure", slots: { fighter, metric: "wins" } }) as const
  assert.deepStrictEqual(read("이슬람 마카체프 몇 승이야?"), wins("이슬람 마카체프"))
  assert.deepStrictEqual(read("자, 더 마카체프 전적"), wins("더 마카체프"))
  assert.isNull(read("마카체프 더 전적"))
  assert.isNull(read("How many fights has Islam Makhachev won?"))
})

it("a question is read only when every word of it is accounted for", () => {
  const { question: read } = readerOf(language([["<fighter> 전적", { measure: "record" }]]))
  assert.isNotNull(read("마카체프 전적"))
  assert.isNull(read("마카체프 전적 몇"))
  assert.isNull(read("마카체프 전적 100%"))
  assert.isNull(read("전적"))
})

it("the reading that takes fewest words on trust is meant", () => {
  const { question: read } = readerOf(language(["<fighter>", ["<fighter> 최근 전적", { measure: "record" }]]))
  assert.deepStrictEqual(read("마카체프 최근 전적")?.slots, { fighter: "마카체프", measure: "record" })
})

it("a long word of the language may be a letter off, a name stays as it is", () => {
  const { question: read } = readerOf(
    language([
      ["<fighter> championship", { measure: "record" }],
      ["<fighter> (prediction|predictions)", { measure: "age" }]
    ])
  )
  assert.deepStrictEqual(read("Championshi champoinship")?.slots, { fighter: "Championshi", measure: "record" })
  assert.isNull(read("Ada chmpoinship"))
  // One letter from either.
  assert.deepStrictEqual(read("Ada predictionz"), null)
})

it("a question that can be read in two ways is not read", () => {
  const { question: read } = readerOf(
    language([
      ["<fighter> 전적", { metric: "wins" }],
      ["<fighter> 전적", { metric: "losses" }]
    ])
  )
  assert.isNull(read("마카체프 전적"))
})

it.each([["<nobody>"], ["(몇"], ["몇)"]])(
  "a pattern that is wrong is found when the language is loaded: %s",
  (pattern) => {
    assert.throws(() => readerOf(language([pattern])))
  }
)

it("English reads a long question in good time, and does not try an endless one", () => {
  const { question: read } = readerOf(english)
  const many = Array.from({ length: 40 }, () => "Ada").join(" ")
  const started = performance.now()
  for (let times = 0; times < 20; times++) {
    assert.isNull(read(many))
    assert.isNull(read(`${many} Ada`))
  }
  assert.isBelow((performance.now() - started) / 40, 25)
})
