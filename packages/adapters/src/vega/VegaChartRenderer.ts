import type { Drawing } from "@mma-savant/core/llm/chart/Chart"
import { ChartNotRendered, ChartRenderer } from "@mma-savant/core/llm/chart/ChartRenderer"
import type { ChartTheme } from "@mma-savant/core/llm/chart/ChartTheme"
import { vegaLite } from "@mma-savant/core/llm/chart/VegaLite"
import { Effect, Layer } from "effect"
import type { TopLevelSpec } from "vega-lite"

/** The libraries take a sixth of a second to load: only who draws pays it, once. */
const load = Effect.promise(async () => {
  const [vega, { compile }, { expressionInterpreter }] = await Promise.all([
    import("vega"),
    import("vega-lite"),
    import("vega-interpreter")
  ])
  return { vega, compile, expressionInterpreter }
})

type Libraries = Effect.Success<typeof load>

/** Data is in the chart; there is nothing to load. */
const refusingLoader = {
  options: {},
  load: () => Promise.reject(new Error("A chart loads nothing.")),
  sanitize: () => Promise.reject(new Error("A chart links to nothing.")),
  http: () => Promise.reject(new Error("A chart asks nobody.")),
  file: () => Promise.reject(new Error("A chart reads no file."))
}

const escaped = (text: string): string =>
  text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;").replaceAll('"', "&quot;")

/** The picture with a name of its own, for those who cannot see it: the chart in letters. */
const entitled = (svg: string, title: string): string =>
  svg.replace(
    /^<svg ([^>]*)>/,
    (_, attributes: string) => `<svg role="img" ${attributes}><title>${escaped(title)}</title>`
  )

const draw = async (
  { compile, expressionInterpreter, vega }: Libraries,
  drawn: Drawing,
  theme: ChartTheme
): Promise<string> => {
  const quiet = vega.logger(vega.None)
  // Ours, and closed: what the library's types say of it in thousands of lines is checked by drawing every kind.
  const spec = vegaLite(drawn, theme) as unknown as TopLevelSpec
  // As a tree that is walked: no text is ever made into code.
  const runtime = vega.parse(compile(spec, { logger: quiet }).spec, undefined, { ast: true })
  const view = new vega.View(runtime, {
    expr: expressionInterpreter,
    loader: refusingLoader,
    renderer: "none",
    logger: quiet
  })
  try {
    return entitled(await view.toSVG(), drawn.spec.title ?? "Chart")
  } finally {
    view.finalize()
  }
}

export const layer = Layer.effect(
  ChartRenderer,
  Effect.gen(function* () {
    const libraries = yield* Effect.cached(load)
    return ChartRenderer.of({
      svg: Effect.fn("VegaChartRenderer.svg")(function* (drawn, theme) {
        const loaded = yield* libraries
        return yield* Effect.tryPromise({
          try: () => draw(loaded, drawn, theme),
          catch: (cause) => new ChartNotRendered({ cause })
        })
      })
    })
  })
)
