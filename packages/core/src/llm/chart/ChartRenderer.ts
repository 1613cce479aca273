import { Context, type Effect, Schema } from "effect"
import type { Drawing } from "./Chart.ts"
import type { ChartTheme } from "./ChartTheme.ts"

/** A chart of which no picture could be made. Ours to mend: every {@link Drawing} can be drawn. */
export class ChartNotRendered extends Schema.TaggedError<ChartNotRendered>()("ChartNotRendered", {
  cause: Schema.Defect()
}) {}

/**
 * Makes pictures of charts. The same drawing gives the same picture: an SVG document that stands for itself, well-formed
 * whatever the labels say, without scripts, links, or anything that is fetched. It neither reads files nor the network.
 */
export class ChartRenderer extends Context.Service<
  ChartRenderer,
  { readonly svg: (drawn: Drawing, theme: ChartTheme) => Effect.Effect<string, ChartNotRendered> }
>()("@mma-savant/core/llm/chart/ChartRenderer") {}
