/** What a column of a view holds. */
export interface FactColumn {
  readonly type: "int" | "number" | "text" | "date" | "boolean"
  /** What the name does not say. */
  readonly meaning: string | null
}

export interface FactView {
  /** What a row is. */
  readonly meaning: string
  /** In the order of the view. */
  readonly columns: Readonly<Record<string, FactColumn>>
}

const of =
  (type: FactColumn["type"]) =>
  (meaning: string | null = null): FactColumn => ({ type, meaning })

const int = of("int")
const number = of("number")
const text = of("text")
const date = of("date")
const boolean = of("boolean")

const weightClass = text("slug, such as lightweight or womens-flyweight")
const method = text("KO/TKO, TKO - Doctor's Stoppage, SUB, U-DEC, S-DEC, M-DEC, DEC, DQ, CNC, Overturned or Other")
const outcome = {
  method,
  method_detail: text("such as Punch or Rear Naked Choke"),
  result_round: int(),
  result_time: int("seconds into the last round"),
  seconds: int("seconds fought in all")
}
const result = text("WIN, LOSS, DRAW or NC")

const strikes = (target: string) => ({ [`${target}_landed`]: int(), [`${target}_attempted`]: int() })

const figures = {
  kd: int("knockdowns scored"),
  ...strikes("sig_str"),
  ...strikes("total_str"),
  ...strikes("td"),
  sub_att: int("submissions attempted"),
  rev: int("reversals"),
  ctrl: int("seconds in control"),
  ...strikes("head"),
  ...strikes("body"),
  ...strikes("leg"),
  ...strikes("distance"),
  ...strikes("clinch"),
  ...strikes("ground")
}

/**
 * All that questions in SQL may see: the views of the schema `mma_ro`, which migrations make, with their columns. It is
 * what the guard allows, what the database's role may read and what a model is told.
 */
export const factViews = {
  fighters: {
    meaning: "A fighter",
    columns: {
      id: int(),
      name: text(),
      nickname: text(),
      height: number("inches"),
      height_cm: number(),
      weight: number("pounds"),
      weight_kg: number(),
      reach: number("inches"),
      reach_cm: number(),
      stance: text("Orthodox, Southpaw, Switch, Open Stance or Sideways"),
      birthdate: date(),
      wins: int("of the whole career, as the source states it; for the bouts in the data use fighter_records"),
      losses: int(),
      draws: int(),
      no_contests: int()
    }
  },
  weight_classes: { meaning: "A weight class", columns: { id: int(), slug: text(), name: text() } },
  events: {
    meaning: "An event, past or to come",
    columns: {
      id: int(),
      name: text(),
      date: date(),
      location: text(),
      venue: text(),
      status: text("scheduled, completed, cancelled, postponed or unknown")
    }
  },
  matches: {
    meaning: "A bout, also one to come, cancelled or postponed",
    columns: {
      id: int(),
      event_id: int(),
      weight_class: weightClass,
      is_title_bout: boolean(),
      is_main_event: boolean(),
      card_order: int("1 is the first of the night"),
      fight_of_the_night: boolean(),
      ...outcome,
      scheduled_rounds: int(),
      referee: text(),
      status: text("scheduled, completed, cancelled, postponed or unknown")
    }
  },
  fighter_matches: {
    meaning: "A side of a bout of matches: two for each",
    columns: {
      match_id: int(),
      fighter_id: int("null where the name is not identified"),
      fighter: text(),
      result,
      performance_of_the_night: boolean()
    }
  },
  bouts: {
    meaning: "A side of a completed bout, with names at hand: two rows for each bout, so count(distinct match_id)",
    columns: {
      match_id: int(),
      event_id: int(),
      event: text(),
      date: date(),
      weight_class: weightClass,
      is_title_bout: boolean(),
      is_main_event: boolean(),
      fighter_id: int(),
      fighter: text(),
      result,
      opponent_id: int(),
      opponent: text(),
      ...outcome,
      method_family: text("KO/TKO, SUB, DEC, DQ or OTHER"),
      scheduled_rounds: int(),
      referee: text(),
      fight_of_the_night: boolean(),
      performance_of_the_night: boolean("of this side")
    }
  },
  fighter_records: {
    meaning: "A fighter with a completed bout, and the record over all completed bouts in the data",
    columns: {
      fighter_id: int(),
      fighter: text(),
      fights: int(),
      wins: int(),
      losses: int(),
      draws: int(),
      no_contests: int(),
      ko_tko_wins: int(),
      submission_wins: int(),
      decision_wins: int(),
      dq_wins: int("neither finishes nor decisions"),
      ko_tko_losses: int(),
      submission_losses: int(),
      decision_losses: int(),
      finish_wins: int("by KO/TKO or submission"),
      title_fights: int(),
      title_wins: int(),
      win_rate: number("per cent of wins, losses and draws"),
      finish_rate: number("finish_wins, per cent of wins"),
      win_streak: int("up to the latest fight"),
      loss_streak: int(),
      first_fight: date(),
      last_fight: date()
    }
  },
  fight_totals: {
    meaning: "A side of a completed bout that has statistics, with the sums over its rounds",
    columns: { match_id: int(), fighter_id: int(), fighter: text(), date: date(), ...figures }
  },
  round_stats: {
    meaning: "A round of a side of a completed bout that has statistics",
    columns: {
      match_id: int(),
      fighter_id: int(),
      fighter: text(),
      date: date(),
      round: int("0 where only the totals of the bout are known"),
      ...figures
    }
  },
  rankings: {
    meaning: "A place in the current rankings",
    columns: {
      date: date("of the rankings"),
      weight_class: weightClass,
      ranking: int("0 is the champion's; ties share one"),
      display_rank: text("champion, 1, 2, ..."),
      is_champion: boolean(),
      fighter_id: int(),
      fighter: text()
    }
  }
} as const satisfies Readonly<Record<string, FactView>>

const columnText = ([name, { meaning, type }]: readonly [string, FactColumn]) =>
  `${name} ${type}${meaning === null ? "" : ` (${meaning})`}`

/** The views as a model is told of them. */
export const factViewsText: string = Object.entries<FactView>(factViews)
  .map(([name, { columns, meaning }]) => `${name} - ${meaning}: ${Object.entries(columns).map(columnText).join(", ")}.`)
  .join("\n")
