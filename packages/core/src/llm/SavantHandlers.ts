import { Effect, Layer } from "effect"
import { FighterComposer } from "../composition/FighterComposer.ts"
import { EventBook } from "../event/EventBook.ts"
import { MatchService } from "../match/MatchService.ts"
import { Ratings } from "../stats/Ratings.ts"
import { abstentionAnswers } from "./Abstention.ts"
import { chartAnswers } from "./chart/ChartTool.ts"
import { eventAnswers } from "./EventAnswers.ts"
import { fighterAnswers } from "./FighterAnswers.ts"
import { figureAnswers } from "./FigureAnswers.ts"
import { predictAnswers } from "./PredictAnswers.ts"
import { resolveAnswer } from "./ResolveAnswer.ts"
import { SavantTools } from "./SavantTools.ts"
import { sqlAnswers } from "./SqlAnswers.ts"
import { ToolAnswer } from "./ToolAnswer.ts"

/**
 * What each tool does. No tool takes more than five queries, whatever it is asked, beside the lists of all names and
 * events, which are read once for each version of the data.
 */
export const handlers = Effect.gen(function* () {
  return SavantTools.of({
    ...(yield* resolveAnswer),
    ...(yield* fighterAnswers),
    ...(yield* figureAnswers),
    ...(yield* eventAnswers),
    ...(yield* predictAnswers),
    ...(yield* sqlAnswers),
    ...(yield* chartAnswers),
    ...(yield* abstentionAnswers)
  })
})

/** What the handlers rest on besides the ports. */
export const layerAnswers = Layer.mergeAll(
  ToolAnswer.layer,
  EventBook.layer,
  FighterComposer.layer,
  MatchService.layer,
  Ratings.layer
)

/** Answers the tools of {@link SavantTools} from the ports. */
export const layer = SavantTools.toLayer(handlers).pipe(Layer.provide(layerAnswers))
