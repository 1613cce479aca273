import * as Pages from "../../src/simulator/StatsMarkup.ts"

/** The figures of one side as a fight page prints them. */
export interface Figures {
  readonly kd?: string
  readonly sig?: string
  readonly sigPercent?: string
  readonly total?: string
  readonly td?: string
  readonly tdPercent?: string
  readonly sub?: string
  readonly rev?: string
  readonly ctrl?: string
  readonly targets?: readonly [head: string, body: string, leg: string]
  readonly positions?: readonly [distance: string, clinch: string, ground: string]
}

const floored = (figure: string): string => {
  const [landed = 0, attempted = 0] = figure.split(" of ").map(Number)
  return attempted === 0 ? "---" : `${Math.floor((100 * landed) / attempted)}%`
}

const none = "0 of 0"

export const line = ({
  kd = "0",
  sig = none,
  sigPercent = floored(sig),
  total = sig,
  td = none,
  tdPercent = floored(td),
  sub = "0",
  rev = "0",
  ctrl = "0:00",
  targets = [sig, none, none],
  positions = [sig, none, none]
}: Figures): Pages.Line => ({
  totals: [kd, sig, sigPercent, total, td, tdPercent, sub, rev, ctrl],
  strikes: [sig, sigPercent, ...targets, ...positions]
})

const first: Figures = { sig: "17 of 37", total: "20 of 40", ctrl: "0:12" }
const second: Figures = {
  kd: "1",
  sig: "4 of 9",
  total: "5 of 10",
  td: "1 of 2",
  sub: "2",
  ctrl: "4:35",
  targets: ["1 of 3", "2 of 4", "1 of 2"],
  positions: ["2 of 6", "1 of 2", "1 of 1"]
}

export const stone = { id: Pages.key("f1"), name: "Ada Stone" }
export const reed = { id: Pages.key("f2"), name: "Bea Reed" }

export const ending = {
  Method: "Decision - Unanimous",
  Round: "1",
  Time: "5:00",
  "Time format": "3 Rnd (5-5-5)",
  Referee: "Kim Late"
}

/** A bout of one round. */
export const oneRound: Pages.FightFacts = {
  event: { id: Pages.key("e1"), name: "Night 12" },
  people: [
    { ...stone, status: "L" },
    { ...reed, status: "W", nickname: "The Reaper" }
  ],
  title: "UFC Lightweight Title Bout",
  ending,
  cards: [
    ["Sal D'Amico", "28 - 29."],
    ["Ron McCord", "27 - 30."],
    ["Kim Best", "28 - 29."]
  ],
  lines: [
    [line(first), line(second)],
    [line(first), line(second)]
  ]
}

/** The same with other figures, of the whole bout and its one round alike. */
export const figures = (one: Figures, other: Figures): Pages.FightFacts => ({
  ...oneRound,
  lines: [
    [line({ ...first, ...one }), line({ ...second, ...other })],
    [line({ ...first, ...one }), line({ ...second, ...other })]
  ]
})
