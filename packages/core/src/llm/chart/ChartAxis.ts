import type { Schema } from "effect"
import { unitName } from "./ChartValue.ts"

type Json = { readonly [key: string]: Schema.Json }

/** Seconds as minutes and seconds: the one expression in any chart, and a constant. */
const clockLabels = "floor(datum.value / 60) + ':' + (datum.value % 60 < 10 ? '0' : '') + datum.value % 60"

const clockSteps = [1, 5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600, 7200, 18_000, 36_000, 90_000, 180_000]

/** About how many ticks an axis of values has. */
const tickCount = 6

/** The most ticks of seconds. */
const mostTicks = 7

const clockTicks = (values: ReadonlyArray<number>): Array<number> => {
  const [least, most] = [Math.min(0, ...values), Math.max(1, ...values)]
  const step = clockSteps.find((one) => (most - least) / one < mostTicks) ?? Math.ceil((most - least) / mostTicks)
  const first = Math.floor(least / step)
  return Array.from({ length: Math.ceil(most / step) - first + 1 }, (_, index) => (first + index) * step)
}

const numbers = (unit: string | null, values: ReadonlyArray<number>): Json => {
  if (unit === "ratio") return { format: ".0%", tickCount }
  if (unit === "seconds") return { values: clockTicks(values), labelExpr: clockLabels }
  return values.every(Number.isInteger) ? { format: ",d", tickMinStep: 1, tickCount } : { format: ",.2~f", tickCount }
}

/** An axis of values with their unit; the title is left out where the chart's own says it all. */
export const valueAxis = (title: string | null, unit: string | null, values: ReadonlyArray<number>): Json => {
  const name = unitName(unit)
  const told = title === null ? name : name === null || title.includes(name) ? title : `${title} (${name})`
  return { title: told, ...numbers(unit, values), domain: false, ticks: false, labelFlush: false }
}

/** What is added to an axis below bars that go below zero, of all that they span: their values are written there. */
const roomBelow = 0.12

/** From zero on, unless values that need not be are far from it and near each other. */
export const valueScale = (unit: string | null, values: ReadonlyArray<number>, isBar: boolean): Json => {
  const [least, most] = [Math.min(...values), Math.max(...values)]
  if (least === 0 && most === 0) return { domain: [0, 1] }
  if (isBar && least < 0) {
    const room = (Math.max(most, 0) - least) * roomBelow
    return { domain: [least - room, Math.max(most + room, 0)], nice: false }
  }
  const zero = isBar || least <= most * 0.6
  if (unit === "seconds" && zero && least >= 0) {
    const ticks = clockTicks(values)
    return { domain: [0, ticks.at(-1) ?? 1], nice: false }
  }
  return { zero, nice: tickCount }
}
