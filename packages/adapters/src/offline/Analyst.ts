import type { IsoDate } from "@mma-savant/core/IsoDate"
import type { Intent, IntentName } from "./grammar/Reader.ts"
import { abstain, type Inquiry } from "./Inquiry.ts"
import { against } from "./intent/Against.ts"
import type { Answer } from "./intent/Answer.ts"
import { appearance } from "./intent/Appearance.ts"
import { bouts } from "./intent/Bouts.ts"
import { card } from "./intent/Card.ts"
import { champion, champions } from "./intent/Champion.ts"
import { comparison } from "./intent/Comparison.ts"
import { definition } from "./intent/Definition.ts"
import { events, upcoming } from "./intent/Events.ts"
import { fights } from "./intent/Fights.ts"
import { figure } from "./intent/Figure.ts"
import { leaders } from "./intent/Leaders.ts"
import { meetings } from "./intent/Meetings.ts"
import { prediction } from "./intent/Prediction.ts"
import { profile } from "./intent/Profile.ts"
import { rankings, rankOf } from "./intent/Rankings.ts"
import { records } from "./intent/Records.ts"
import { series } from "./intent/Series.ts"
import { status } from "./intent/Status.ts"
import { languageFor } from "./Language.ts"
import type { Talk } from "./Talk.ts"

const answers: Readonly<Record<Exclude<IntentName, "help">, Answer>> = {
  against,
  appearance,
  bouts,
  card,
  champion,
  champions,
  comparison,
  definition,
  events,
  fights,
  figure,
  leaders,
  meetings,
  prediction,
  profile,
  rankOf,
  rankings,
  records,
  series,
  status,
  upcoming
}

/** Answers what was read of the last question of a talk, or says that it does not understand it. It never guesses. */
export function* analyse(talk: Talk, intent: Intent | null, today: IsoDate): Inquiry<string> {
  const question = talk.questions.at(-1) ?? ""
  const { read, say } = languageFor(question)
  if (intent === null) {
    const beyond = read.beyond(question)
    const [reason, why] =
      beyond === null ? (["not_understood", say.notUnderstood] as const) : (["not_in_data", beyond] as const)
    return yield* abstain(reason, `${why} ${say.offer}`)
  }
  return intent.name === "help" ? say.offer : yield* answers[intent.name](intent.slots, { today, say })
}
