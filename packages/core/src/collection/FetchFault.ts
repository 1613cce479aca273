import { Schema } from "effect"

const url = { url: Schema.String }

/** The site's robots.txt keeps us from this page; or it cannot be had, and then from every page. */
export class RobotsForbid extends Schema.TaggedError<RobotsForbid>()("RobotsForbid", {
  ...url,
  why: Schema.Literals(["disallowed", "unreachable"])
}) {
  override get message(): string {
    return this.why === "disallowed"
      ? `robots.txt asks not to read ${this.url}`
      : `robots.txt of ${new URL(this.url).host} cannot be read, so nothing is asked there`
  }
}

/** There is no such page. */
export class PageMissing extends Schema.TaggedError<PageMissing>()("PageMissing", { ...url, status: Schema.Int }) {
  override get message(): string {
    return `${this.url} is answered with ${this.status}`
  }
}

/** However often it was tried: the site was busy, broken or silent. Later it may answer. */
export class PageUnanswered extends Schema.TaggedError<PageUnanswered>()("PageUnanswered", {
  ...url,
  reason: Schema.String,
  /** Of the last answer; null where there was none. */
  status: Schema.NullOr(Schema.Int)
}) {
  override get message(): string {
    return `${this.url} was not answered: ${this.reason}`
  }
}

/** The run has sent as many requests as it may. */
export class BudgetSpent extends Schema.TaggedError<BudgetSpent>()("BudgetSpent", {}) {
  override get message(): string {
    return "the run has sent as many requests as it may"
  }
}
