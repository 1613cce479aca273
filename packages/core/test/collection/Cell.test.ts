import { describe, expect, it } from "vitest"
import * as Cell from "../../src/collection/Cell.ts"
import { centimetres, kilograms } from "../../src/fighter/Measure.ts"

const no = Cell.malformed
const plain = (cell: Cell.Cell<number>) => (typeof cell === "number" ? cell : null)

describe("a cell is a value, missing or malformed", () => {
  it.each([
    ["5' 11\"", 71],
    ["6'4\"", 76],
    ["5' 10", 70],
    ["6' 0\"", 72],
    ["5' 1\"", 61],
    ["--", null],
    ["", null],
    ["5 ft", null],
    ["5' 12\"", no],
    ["9' 11\"", no],
    ["tall", no]
  ])("height %j", (text, value) => expect(Cell.height(text)).toBe(value))
  it.each([
    ["155 lbs.", 155],
    [" 135 lbs", 135],
    ["--", null],
    ["155", no],
    ["5 lbs.", no]
  ])("weight %j", (text, value) => expect(Cell.weight(text)).toBe(value))
  it.each([
    ['72"', 72],
    ['72.5"', 72.5],
    ["72", 72],
    ['72.0"', 72],
    ['84.5"', 84.5],
    ['71"', 71],
    ["---", null],
    ['7"', no]
  ])("reach %j", (text, value) => expect(Cell.reach(text)).toBe(value))
  it.each([
    ["August 01, 2026", "2026-08-01"],
    ["Jul 13, 1978", "1978-07-13"],
    ["May 17 1996", "1996-05-17"],
    ["Nov. 1, 2023 ", "2023-11-01"],
    ["--", null],
    ["February 30, 2024", no],
    ["  March   12 ,2022 ", "2022-03-12"],
    ["August 20, 2026", "2026-08-20"],
    ["Aug 20, 2026", "2026-08-20"],
    ["2026-08-20", "2026-08-20"],
    ["", null],
    ["Smarch 1, 2024", no],
    ["2024-02-30", no],
    ["2024", no],
    ["garbage", no]
  ])("day %j", (text, value) => expect(Cell.day(text)).toBe(value))
  it.each([
    ["17 of 37", { landed: 17, attempted: 37 }],
    ["0 of 0", { landed: 0, attempted: 0 }],
    ["  17 of\n 37 ", { landed: 17, attempted: 37 }],
    ["---", null],
    ["17/37", no]
  ])("landed %j", (text, value) => expect(Cell.landed(text)).toEqual(value))
  it.each([
    ["3", 3],
    ["3.0", 3],
    ["0.0", 0],
    ["--", null],
    ["x", no],
    ["3.5", no],
    ["-1", no]
  ])("count %j", (text, value) => expect(Cell.count(text)).toBe(value))
  it.each([
    ["4:35", 275],
    ["18:00", 1080],
    ["0:00", 0],
    ["10:05", 605],
    ["2:45", 165],
    ["5:00", 300],
    ["0:30", 30],
    ["15:00", 900],
    ["--", null],
    ["---", null],
    ["", null],
    ["invalid", no],
    ["abc:def", no],
    ["4:75", no],
    ["4.35", no]
  ])("clock %j", (text, value) => expect(Cell.clock(text)).toBe(value))
  it.each([
    ["3", 3],
    ["Round 2", 2],
    ["", null],
    ["0", no],
    ["11", no]
  ])("round %j", (text, value) => expect(Cell.round(text)).toBe(value))
  it.each([
    ["http://ufcstats.com/fight-details/00000000000000af", "00000000000000af"],
    ["/fight-details/00000000000000af/?page=1#top", "00000000000000af"],
    ["", null],
    ["http://ufcstats.com/fight-details/00AF", no]
  ])("key %j", (text, value) => expect(Cell.key(text)).toBe(value))
  it.each([
    ["Record: 8-2-0", { wins: 8, losses: 2, draws: 0, noContests: 0 }],
    ["7-2-0 (1 NC)", { wins: 7, losses: 2, draws: 0, noContests: 1 }],
    ["", null],
    ["Record: 8-2", no]
  ])("record %j", (text, value) => expect(Cell.record(text)).toEqual(value))
  it.each([
    ["12", 12],
    ["--", null],
    ["1000", no],
    ["x", no]
  ])("bouts %j", (text, value) => expect(Cell.bouts(text)).toBe(value))
  it.each([
    ["3.44", 3.44],
    ["0.0", 0],
    ["--", null],
    ["44%", no]
  ])("decimal %j", (text, value) => expect(Cell.decimal(text)).toBe(value))
  it("blanks around and between words collapse", () => expect(Cell.text("  Ada \t Stone ")).toBe("Ada Stone"))
})

describe("measures in metric units", () => {
  it.each([
    ["5' 11\"", 180.3],
    ["6' 0\"", 182.9],
    ["5' 1\"", 154.9],
    ["6'4\"", 193],
    ["5' 10", 177.8]
  ])("height %j is %d cm", (text, value) => expect(centimetres(plain(Cell.height(text)))).toBe(value))
  it.each([
    ['72.0"', 182.9],
    ['84.5"', 214.6],
    ['71"', 180.3]
  ])("reach %j is %d cm", (text, value) => expect(centimetres(plain(Cell.reach(text)))).toBe(value))
  it.each([
    ["155 lbs.", 70.3],
    ["265 lbs.", 120.2],
    ["135 lbs", 61.2]
  ])("weight %j is %d kg", (text, value) => expect(kilograms(plain(Cell.weight(text)))).toBe(value))
})
