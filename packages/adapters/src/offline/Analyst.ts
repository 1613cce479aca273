import type { IsoDate } from "@mma-savant/core/IsoDate"
import { english } from "./english/English.ts"
import { beyond, type Intent, type IntentName, named, readerOf } from "./grammar/Reader.ts"
import type { Inquiry } from "./Inquiry.ts"
import type { Answer } from "./intent/Answer.ts"
import { appearance } from "./intent/Appearance.ts"
import { bouts } from "./intent/Bouts.ts"
import { card } from "./intent/Card.ts"
import { champion, champions } from "./intent/Champion.ts"
import { comparison } from "./intent/Comparison.ts"
import { events, upcoming } from "./intent/Events.ts"
import { figure } from "./intent/Figure.ts"
import { abstention, help } from "./intent/Help.ts"
import { leaders } from "./intent/Leaders.ts"
import { meetings } from "./intent/Meetings.ts"
import { profile } from "./intent/Profile.ts"
import { rankings, rankOf } from "./intent/Rankings.ts"
import { status } from "./intent/Status.ts"
import { askedAbout } from "./Subject.ts"

const answers: Readonly<Record<IntentName, Answer>> = {
  appearance,
  bouts,
  card,
  champion,
  champions,
  comparison,
  events,
  figure,
  help,
  leaders,
  meetings,
  profile,
  rankOf,
  rankings,
  status,
  upcoming
}

const read = readerOf(english)

/** What has been said, as far as the last question may refer to it. */
export interface Talk {
  /** The questions, the one to answer last. */
  readonly questions: ReadonlyArray<string>
  /** What was answered to the question before it; empty for the first. */
  readonly lastAnswer: string
}

/** The one fighter that a question is about, and that its answer is about too: not one who asks for another. */
const fighterOf = (intent: Intent | null): string | null => {
  if (intent === null) return null
  const { name, slots } = intent
  const own =
    name === "figure" || name === "profile" || name === "rankOf" || (name === "bouts" && slots.bouts !== "opponent")
  return own ? (slots.fighter ?? null) : null
}

/** Reads the question at a place in the talk; a pronoun in it is the fighter whom the question before was about. */
const readAt = (questions: ReadonlyArray<string>, index: number): Intent | null => {
  const question = questions[index]
  if (question === undefined) return null
  const intent = read(question)
  if (intent !== null || !english.pronoun.test(question)) return intent
  const fighter = fighterOf(readAt(questions, index - 1))
  return fighter === null ? null : read(named(english, question, fighter))
}

/** The question that an answer asked back about, with what tells the fighter apart; null when it did not ask. */
const settled = ({ lastAnswer, questions }: Talk): Intent | null => {
  const about = askedAbout(lastAnswer)
  const before = readAt(questions, questions.length - 2)
  if (about === null || before === null || (before.slots.fighter !== about && before.slots.other !== about)) return null
  return { ...before, slots: { ...before.slots, which: { of: about, is: questions.at(-1) ?? "" } } }
}

/** Answers the last question of a talk, or says that it does not understand it. It never guesses what is meant. */
export function* analyse(talk: Talk, today: IsoDate): Inquiry<string> {
  const question = talk.questions.at(-1) ?? ""
  const asked = readAt(talk.questions, talk.questions.length - 1)
  const intent = asked === null || asked.name === "profile" ? (settled(talk) ?? asked) : asked
  return intent === null ? abstention(beyond(english, question)) : yield* answers[intent.name](intent.slots, today)
}
