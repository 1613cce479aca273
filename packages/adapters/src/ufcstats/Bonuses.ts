import type { Result } from "@mma-savant/core/match/Result"
import type { Page } from "./Page.ts"

/** The knockout and the submission of the night were given until 2013; no column of ours holds them. */
const known: ReadonlySet<string> = new Set(["belt", "fight", "perf", "ko", "sub"])

/** What a bout's icons say. `performance` is by side: the icon says that the bout had the bonus, and the winner has it. */
export const bonusesOf = (
  page: Page,
  where: string,
  icons: ReadonlyArray<string>,
  results: readonly [Result | null, Result | null]
) => {
  for (const icon of icons) if (!known.has(icon)) page.report("unknown-value", where, `icon "${icon}"`)
  const isFought = results[0] !== null
  const performance = isFought && icons.includes("perf")
  if (performance && !results.includes("WIN"))
    page.report("unknown-value", where, "a performance of nobody's, without a winner")
  return {
    isTitleBout: icons.includes("belt"),
    fightOfTheNight: isFought && icons.includes("fight"),
    performance: [performance && results[0] === "WIN", performance && results[1] === "WIN"] as const
  }
}
