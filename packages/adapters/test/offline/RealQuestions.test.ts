import { existsSync } from "node:fs"
import { fileURLToPath } from "node:url"
import { assert, describe, it } from "@effect/vitest"
import { DataStore } from "@mma-savant/core/collection/DataStore"
import { ImportFlow } from "@mma-savant/core/collection/ImportFlow"
import { IsoDate } from "@mma-savant/core/IsoDate"
import { Effect, Layer } from "effect"
import { TestClock } from "effect/testing"
import * as CsvDataset from "../../src/dataset/CsvDataset.ts"
import * as SnapshotSource from "../../src/dataset/SnapshotSource.ts"
import { askedOn, layer as desk, toolsOf } from "./Desk.ts"

const day = IsoDate.make("2026-08-02")

const path = fileURLToPath(new URL("../../../../../shared/data/ufc", import.meta.url))

/** The agent over everything that a source holds. */
const over = (source: typeof SnapshotSource.layerSample) =>
  Layer.effectDiscard(
    Effect.gen(function* () {
      const flow = yield* ImportFlow
      yield* flow.run(() => Effect.void)
    })
  ).pipe(
    Layer.provide(ImportFlow.layer.pipe(Layer.provide(DataStore.layer))),
    // A source tells past events from those to come when it is opened.
    Layer.provide(source.pipe(Layer.provide(Layer.effectDiscard(TestClock.setTime(Date.parse(day)))))),
    Layer.provideMerge(desk)
  )

it.layer(over(SnapshotSource.layerSample))("over the sample that ships", (it) => {
  it.effect("a count is of the sample, and says so", () =>
    Effect.gen(function* () {
      const { events, text } = yield* askedOn(day, "How many fights has Islam Makhachev won?")
      assert.strictEqual(text, "Islam Makhachev has 3 wins from 3 fights in the sample of fights loaded here.")
      const last = events.at(-1)
      assert.isTrue(last?._tag === "Finished" && last.source.sampleOnly)
    })
  )

  it.effect.each(["What can you do?", "뭐 할 수 있어?"])(
    "the examples that are offered can be answered: %s",
    (question) =>
      Effect.gen(function* () {
        const { text: offer } = yield* askedOn(day, question)
        assert.notMatch(offer, /\d/)
        const examples = offer.split("\n").flatMap((line) => (line.startsWith("- ") ? [line.slice(2)] : []))
        assert.strictEqual(examples.length, 3)
        for (const example of examples) {
          const { text } = yield* askedOn(day, example)
          assert.match(text, /\d|beat/, example)
          assert.notMatch(text, /did not understand|There is no|Nobody|이해하지 못해|없습니다/, example)
        }
      })
  )
})

/** Counted by hand from the files; `text` is part of the answer. */
const known: ReadonlyArray<readonly [question: string, text: string]> = [
  ["How many fights has Islam Makhachev won?", "Islam Makhachev has 17 wins from 18 fights in the data."],
  ["How many fights has Grant Dawson won?", "Grant Dawson has 12 wins from 15 fights in the data."],
  ["Is Khabib Nurmagomedov undefeated?", "Khabib Nurmagomedov has no losses in the data."],
  ["Jim Miller's record", "28-18-0 (1 NC)"],
  [
    "Who won the main event of UFC 302?",
    "Islam Makhachev beat Dustin Poirier by SUB (D'Arce Choke) in round 5 at 2:42"
  ],
  ["How many fights at UFC 300?", "has 13 fights in the data."],
  ["Who has the most wins?", "Jim Miller has the most: 28 wins in the data."],
  [
    "Who has the most KO wins at heavyweight?",
    "Derrick Lewis has the most: 16 KO/TKO wins at Heavyweight in the data."
  ],
  ["Who has the most title fight wins?", "Jon Jones has the most: 16 title fight wins in the data."],
  ["How many events in 2023?", "Completed events in 2023 in the data: 43 events."],
  ["Max Holloway vs Dustin Poirier", "Max Holloway won 1 and Dustin Poirier won 2."],
  ["Did Nick Diaz beat Anderson Silva?", "Nick Diaz had a no contest with Anderson Silva by Overturned"],
  ["The Korean Zombie record", "The record of Chan Sung Jung is 7-5-0"],
  ["What is Zhang Weili's record?", "The record of Zhang Weili is 10-3-0"],
  ["whats makachevs w/l", 'I took "makachevs" to mean Islam Makhachev. The record of Islam Makhachev is 17-1-0'],
  ["gsp vs bj penn", "Georges St-Pierre won 2 and BJ Penn won none."],
  ["alex volkanovski record", "The record of Alexander Volkanovski is 15-3-0"],
  ["jacare record", "The record of Jacare Souza is 9-7-0"],
  ["Jones vs Cormier", "Jon Jones won 1, Daniel Cormier won none and 1 without a result."],
  // More are called Silva than are ever listed.
  ["Silva vs Sonnen", "Anderson Silva won 2 and Chael Sonnen won none."],
  ["Bruno Silva vs Cody Durden", 'I took "Bruno Silva" to mean Bruno Silva "Bulldog".'],
  // A hundred and eleven events are numbered 2, 20 to 29 and 200 to 299.
  ["UFC 2 results", "UFC 2: No Way Out took place on 1994-03-11 in Denver, Colorado, USA."],
  ["UFC 1 results", 'No event called "UFC 1" is in the data.'],
  ["noche ufc results", 'Several events are called "noche ufc": Noche UFC: Lopes vs. Silva (2025-09-13);'],
  ["when was the ultimate fighter: team jones vs. team sonnen finale", "2013-04-13"],
  ["Ortiz vs Shamrock 3: The Final Chapter main event", "Tito Ortiz beat Ken Shamrock"],
  ["how many events in Mexico", "Completed events in Mexico in the data: 9 events."],
  ["Bruno Silva record", '"Bruno Silva" may be several fighters in the data.'],
  ["이슬람 마카체프 전적 알려줘", "Islam Makhachev 선수의 UFC 전적은 17승 1패 0무입니다."],
  ["정찬성 몇 승 몇 패야?", "7승 5패"],
  ["Makhachev 최근 5경기", "Islam Makhachev 선수의 최근 경기 5회"],
  ["할로웨이 vs 포이리에", "Max Holloway 1승, Dustin Poirier 2승"],
  ["마카체프 올리베이라 상대 전적", "Islam Makhachev 선수와 Charles Oliveira 선수의 맞대결은 1번입니다."],
  ["UFC 302 메인 이벤트 누가 이겼어?", "Islam Makhachev 승, 상대 Dustin Poirier"],
  ["헤비급에서 KO승이 가장 많은 선수는?", "Derrick Lewis (16승)"],
  ["UFC 300에 경기 몇 개 있었어?", "13개"],
  ["브루노 실바 전적", "여러 명입니다. 누구를 말하나요?"],
  ["compare makhachev, charles oliveira, and poirier", "| Islam Makhachev | Charles Oliveira | Dustin Poirier |"],
  ["how many takedowns did khabib land against iaquinta", "against Al Iaquinta in their fight of 2018-04-07."],
  ["finish rate by weight class", "Finish rate by weight class in the data."],
  ["list all draws of 2023", "in 2023 in the data"],
  ["fastest knockout in ufc history", "Fastest KO/TKO in the data: Jorge Masvidal against Ben Askren, 0:05 min"],
  ["fastest submission", "Fastest submission in the data: Oleg Taktarov against Anthony Macias, 0:09 min"],
  ["last fight of Jon Jones", "Jon Jones beat Stipe Miocic"],
  ["KO leaders top 3", "Derrick Lewis is first with 16 KO/TKO wins."],
  ["top 5 welterweight takedowns", "Georges St-Pierre is first with 87 takedowns."],
  ["takedown leaders", "Georges St-Pierre has the most: 90 takedowns"],
  ["Who fought the most in 2022?", "Andre Fialho has the most: 5 fights in 2022"],
  ["How many times did GSP fight?", "Georges St-Pierre has 22 fights in the data."],
  ["how many fights were there in 2023?", "Fights in 2023 in the data: 520."],
  ["a chart of finishes per year", "Finished fights by year in the data."],
  ["Was Jon Jones ever beaten?", "Yes: Jon Jones lost to Matt Hamill by DQ"],
  // A bout without a result moves no rating.
  ["predict Jon Jones vs Tom Aspinall", "Last rated fight"],
  // Of more than are told of, those who fought the most.
  ["Jones record", '- Jon Jones "Bones": record 22-1-0 (1 NC)'],
  ["Silva record", '- Anderson Silva "The Spider": record 17-7-0 (1 NC)'],
  ["추성훈 나이", "Yoshihiro Akiyama 선수의 나이는"],
  ["정찬성은 누구한테 졌어?", "Chan Sung Jung 선수의 패배 5회."],
  ["정찬성 기록", "UFC 전적은 7승 5패 0무입니다"],
  ["최다 KO승 선수 5명", "1위는 Derrick Lewis (16승)."],
  [
    "여자 밴텀급 서브미션 순위",
    "여성 밴텀급에서 서브미션 승이 공동으로 가장 많은 선수는 Bia Mesquita, Ronda Rousey (3승)입니다."
  ],
  ["2023년에 경기를 가장 많이 한 선수", "2023년 경기 수가 가장 많은 선수는 Jessica Andrade (5경기)입니다."],
  ["가장 긴 연승", "연승이 가장 긴 선수는 Jon Jones (19연승)입니다."],
  ["가장 빠른 서브미션", "최단 시간 서브미션: Oleg Taktarov 0:09"],
  ["웰터급 테이크다운 상위 5명", "웰터급 테이크다운 순위입니다"],
  ["연도별 피니시 추이 차트", "연도별 피니시 경기"],
  ["2023년 연도별 경기 수", "2023년 경기 수: 520."],
  // What only sounds like several names is none of them.
  ["홍길동 전적", '"홍길동"에 해당하는 선수가 데이터에 없습니다. 혹시 '],
  // One fighter is nicknamed so, and many are called so.
  ["Jones vs Aspinall", '"Jones" may be several fighters in the data.']
]

describe.skipIf(!existsSync(path))("over the data set of August 2026 (skipped without ../shared/data/ufc)", () => {
  it.layer(over(CsvDataset.layer(path).pipe(Layer.orDie)))((it) => {
    it.effect.each(known)("%s", ([question, part]) =>
      Effect.gen(function* () {
        const answer = yield* askedOn(day, question)
        assert.include(answer.text, part)
        assert.notStrictEqual(toolsOf(answer), "")
      })
    )
  })
})
