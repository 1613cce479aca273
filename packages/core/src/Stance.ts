import { Schema } from "effect"

/** How a fighter stands. */
export const Stance = Schema.Literals(["Orthodox", "Southpaw", "Switch", "Open Stance", "Sideways"])
export type Stance = typeof Stance.Type
