import type { Value } from "../Question.ts"
import type { Sums } from "./Sums.ts"

/** A figure by both routes: over a row of `sums`, and over the sums of a fold. */
export interface Figure {
  readonly sql: string
  readonly fold: (sums: Sums) => Value
  /** Rests on round statistics: of these fights a ranking asks for five. */
  readonly measured?: true
  /** Something divided: a ranking of it asks for five fights. */
  readonly divided?: true
  /** A share of attempts: a ranking of it asks for five of them as well. */
  readonly attempts?: { readonly sql: string; readonly fold: (sums: Sums) => number }
}

const over = (part: number, whole: number): Value => (whole === 0 ? null : part / whole)

/** By the id that the tools know them under. */
export const figures = {
  fights: { sql: "fights", fold: ({ fights }) => fights },
  wins: { sql: "wins", fold: ({ wins }) => wins },
  losses: { sql: "losses", fold: ({ losses }) => losses },
  "title-wins": { sql: "title_wins", fold: ({ titleWins }) => titleWins },
  "ko-tko-wins": { sql: "ko_wins", fold: ({ koWins }) => koWins },
  "ko-tko-losses": { sql: "ko_losses", fold: ({ koLosses }) => koLosses },
  "submission-wins": { sql: "sub_wins", fold: ({ subWins }) => subWins },
  "decision-wins": { sql: "dec_wins", fold: ({ decWins }) => decWins },
  "win-rate": {
    sql: "wins::float8 / nullif(wins + losses + draws, 0)",
    fold: ({ draws, losses, wins }) => over(wins, wins + losses + draws),
    divided: true
  },
  "finish-rate": {
    sql: "(ko_wins + sub_wins)::float8 / nullif(wins, 0)",
    fold: ({ koWins, subWins, wins }) => over(koWins + subWins, wins),
    divided: true
  },
  knockdowns: { sql: "kd", fold: ({ kd, measured }) => (measured === 0 ? null : kd), measured: true },
  takedowns: { sql: "td_landed", fold: ({ measured, tdLanded }) => (measured === 0 ? null : tdLanded), measured: true },
  "sig-strikes": {
    sql: "sig_landed",
    fold: ({ measured, sigLanded }) => (measured === 0 ? null : sigLanded),
    measured: true
  },
  "takedown-accuracy": {
    sql: "td_landed / nullif(td_attempted, 0)",
    fold: ({ tdAttempted, tdLanded }) => over(tdLanded, tdAttempted),
    measured: true,
    divided: true,
    attempts: { sql: "td_attempted", fold: ({ tdAttempted }) => tdAttempted }
  },
  "takedown-defence": {
    sql: "1 - td_taken / nullif(td_faced, 0)",
    fold: ({ tdFaced, tdTaken }) => over(tdFaced - tdTaken, tdFaced),
    measured: true,
    divided: true,
    attempts: { sql: "td_faced", fold: ({ tdFaced }) => tdFaced }
  },
  "sig-strike-accuracy": {
    sql: "sig_landed / nullif(sig_attempted, 0)",
    fold: ({ sigAttempted, sigLanded }) => over(sigLanded, sigAttempted),
    measured: true,
    divided: true,
    attempts: { sql: "sig_attempted", fold: ({ sigAttempted }) => sigAttempted }
  },
  "sig-strike-defence": {
    sql: "1 - sig_taken / nullif(sig_faced, 0)",
    fold: ({ sigFaced, sigTaken }) => over(sigFaced - sigTaken, sigFaced),
    measured: true,
    divided: true,
    attempts: { sql: "sig_faced", fold: ({ sigFaced }) => sigFaced }
  },
  "sig-strikes-per-minute": {
    sql: "sig_landed * 60 / nullif(seconds, 0)",
    fold: ({ seconds, sigLanded }) => over(sigLanded * 60, seconds),
    measured: true,
    divided: true
  },
  "sig-strikes-per-fight": {
    sql: "sig_landed / nullif(measured, 0)",
    fold: ({ measured, sigLanded }) => over(sigLanded, measured),
    measured: true,
    divided: true
  },
  "takedowns-per-15-minutes": {
    sql: "td_landed * 900 / nullif(seconds, 0)",
    fold: ({ seconds, tdLanded }) => over(tdLanded * 900, seconds),
    measured: true,
    divided: true
  },
  "control-share": {
    sql: "ctrl / nullif(seconds, 0)",
    fold: ({ ctrl, seconds }) => over(ctrl, seconds),
    measured: true,
    divided: true
  }
} as const satisfies Readonly<Record<string, Figure>>

export type FigureId = keyof typeof figures

export const figureOf = (id: FigureId): Figure => figures[id]
