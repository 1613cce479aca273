import type { Question } from "./Question.ts"

/**
 * Other ways of asking what a template asks: hurried, with slips, in slang. They are kept apart from the templates, so
 * that an answering model is measured on wordings besides those that name its subject plainly.
 */
const wordings: ReadonlyArray<readonly [asked: RegExp, ...others: ReadonlyArray<string>]> = [
  [/^what's (.+)'s ufc record\?$/, "yo whats $1s w-l-d", "waht is $1's recrod", "how many fights did $1 win and lose?"],
  [/^(.+) 전적 알려줘$/, "$1 몇승몇패임", "$1 전적좀", "$1 승패가 어떻게 돼?"],
  [/^who did (.+) fight last$/, "who'd $1 fight most recently", "$1's most recent opponent?"],
  [/^(.+) 마지막 경기 누구랑 했어\?$/, "$1 마지막 상대 누구", "$1 최근에 누구랑 싸웠어?"],
  [/^(.+)'s last three fights$/, "gimme $1 last 3", "how did $1 do in the last three fights?"],
  [/^(.+) 최근 5경기$/, "$1 마지막 다섯 경기 결과", "$1 최근 다섯판 어땠어"],
  [/^how long is (.+)'s reach$/, "whats the reach on $1", "$1 reach?"],
  [/^(.+) 리치 얼마야\?$/, "$1 리치 몇 센치야"],
  [/^how old is (.+)\?$/, "whats $1's age rn"],
  [/^(.+) 몇 살이야\?$/, "$1 나이 알려줘"],
  [/^how many knockouts does (.+) have$/, "how many guys has $1 knocked out", "$1 ko wins"],
  [/^how long is (.+)'s win streak\?$/, "is $1 on a win streak? how many"],
  [/^how did (.+)'s last fight end\?$/, "$1 last fight, how'd it finish"],
  [/^when did (.+) last lose$/, "$1's last loss?"],
  [/^who won when (.+) fought (.+)\?$/, "$1 $2 who won", "has $1 ever beaten $2?"],
  [/^(.+)와 (.+) 맞대결 결과 알려줘$/, "$1랑 $2 누가 이겼음?", "$1 $2 몇 번 붙었어?"],
  [/^who has the most submission wins at (.+)\?$/, "most subs at $1", "submission king of the $1 division?"],
  [/^most knockouts all time$/, "whos knocked out the most people", "who has the most ko/tkos in ufc history"],
  [/^웰터급 KO승 1위는\?$/, "웰터급에서 KO 젤 많이 시킨 사람", "웰터급 최다 KO승 선수"],
  [/^who has the most wins\?$/, "winningest fighter?", "who's won the most fights in the ufc"],
  [/^가장 많이 이긴 선수는 누구야\?$/, "최다승 선수 누구임", "다승 1위"],
  [/^what's (.+)'s takedown accuracy$/, "$1 td accuracy", "how often do $1's takedowns land"],
  [/^takedown defence of (.+)\?$/, "how good is $1 at stopping takedowns", "$1 tdd"],
  [/^(.+) 테이크다운 방어율 알려줘$/, "$1 테이크다운 방어 잘해?", "$1 테디 몇프로"],
  [/^whats (.+)'s win rate$/, "what percent of fights does $1 win"],
  [/^(.+) 승률 알려줘$/, "$1 승률 몇프로야"],
  [/^how many knockdowns has (.+) scored\?$/, "$1 total knockdowns"],
  [/^who won the main event of (.+)$/, "$1 main event result", "who headlined $1 and who won"],
  [/^(.+) 메인 이벤트 누가 이겼어\?$/, "$1 메인이벤트 결과", "$1 메인 승자 누구"],
  [/^when was (.+)\?$/, "$1 date?", "what day did $1 take place"],
  [/^(.+) 언제 열렸어\?$/, "$1 날짜", "$1 언제였지"],
  [/^how many events were there in (.+)\?$/, "number of ufc events in $1"],
  [/^what was the last event\?$/, "latest ufc card?", "most recent event"],
  [/^whats the next ufc event$/, "when's the next card", "what's coming up next in the ufc"],
  [/^다음 대회 언제야\?$/, "담 대회 언제임", "다음 UFC 언제 해?"],
  [/^who's the (.+) champ$/, "$1 champion?", "who holds the $1 belt"],
  [/^(.+) 챔피언 누구야\?$/, "$1 챔프 누구임", "지금 $1 챔피언은?"],
  [/^who is ranked number 2 at (.+)\?$/, "#2 at $1", "number two $1 contender"],
  [/^how many fights were there per year\?$/, "fights per year chart", "plot the number of fights over the years"],
  [/^연도별 피니시율$/, "해마다 피니시율 어떻게 변했어?", "연도별 피니시율 그래프로"],
  [
    /^who has better takedown accuracy, (.+) or (.+)\?$/,
    "$1 vs $2 takedown accuracy",
    "is $1 or $2 better at landing takedowns"
  ],
  [/^who would win, (.+) or (.+)\?$/, "$1 or $2, whos winning", "$1 vs $2 prediction"],
  [/^what was the fastest finish ever\?$/, "quickest finish in ufc history"],
  [/^how many fights ended by rear naked choke\?$/, "number of rnc finishes"],
  [/^(.+)'s record$/, "$1 record?"],
  [/^how much money did (.+) make for the last fight\?$/, "$1 net worth", "$1 salary per fight"],
  [/^what are the betting odds for (.+)$/, "should i bet on $1", "$1 moneyline"],
  [/^is (.+) injured right now\?$/, "why did $1 pull out"],
  [/^what's the weather in las vegas$/, "who won the super bowl", "write me a poem", "what is 2+2"]
]

/** The first question that each pattern fits, asked in its other ways. */
export const reworded = (questions: ReadonlyArray<Question>): ReadonlyArray<Question> =>
  wordings.flatMap(([asked, ...others]) => {
    const question = questions.find(({ text }) => asked.test(text))
    return question === undefined
      ? []
      : others.map((other): Question => ({ ...question, text: question.text.replace(asked, other) }))
  })
