import type { Form } from "../grammar/Pattern.ts"

const women = "(여성|여자)"

/** The phrases that patterns are made of; particles and endings are off the words. */
export const rules: Readonly<Record<string, ReadonlyArray<Form>>> = {
  fighter: [
    "<namedFighter> [선수]|<place10> (번|위|번째) [선수]",
    ["그 선수|그|그 사람|그녀|해당 선수|그 파이터", { refer: "last" }]
  ],
  ofTwo: [["둘 중|두 선수 중|둘 중 누가|두 선수 중 누가|둘 중 누구", { refer: "both" }]],
  class: [
    ["[남성|남자] 플라이급", { weightClass: "flyweight" }],
    ["[남성|남자] 밴텀급|[남성|남자] 벤텀급", { weightClass: "bantamweight" }],
    ["[남성|남자] 페더급", { weightClass: "featherweight" }],
    ["라이트급", { weightClass: "lightweight" }],
    ["웰터급", { weightClass: "welterweight" }],
    ["미들급", { weightClass: "middleweight" }],
    ["라이트헤비급|라이트 헤비급", { weightClass: "light-heavyweight" }],
    ["헤비급", { weightClass: "heavyweight" }],
    [`[${women}] 스트로급`, { weightClass: "womens-strawweight" }],
    [`${women} 플라이급`, { weightClass: "womens-flyweight" }],
    [`${women} (밴텀급|벤텀급)`, { weightClass: "womens-bantamweight" }],
    [`${women} 페더급`, { weightClass: "womens-featherweight" }],
    ["캐치웨이트|계약체중", { weightClass: "catch-weight" }]
  ],
  poundForPound: [
    ["[남성|남자] (p4p|파운드 포 파운드|피포피)", { weightClass: "mens-pound-for-pound" }],
    [`${women} (p4p|파운드 포 파운드|피포피)`, { weightClass: "womens-pound-for-pound" }]
  ],
  list: ["<class>|<poundForPound>"],
  where: ["[ufc] <class> [체급]"],
  period: [
    "<year> [년|년도]",
    "<year> [년] <monthNumber> 월",
    "<firstYear> [년] (이후|부터|이래)",
    "<firstYear> [년] 부터 <lastYear> [년] (까지|사이)",
    "<lastYear> [년] 까지",
    ["올해|금년|이번 년도", { relativeYear: 0 }],
    ["작년|지난해|지난 해", { relativeYear: -1 }]
  ],
  ever: ["역대|통산|지금까지|여태|ufc 역사|ufc 역사상|역사상|ufc 역대|커리어|ufc|현역 포함"],
  scope: ["<where> [<period>]", "<period> [<where>]", "<ever> [<where>]", "<where> <ever>"],
  ownScope: ["<where> [<period>]", "<period> [<where>]", "(최근|마지막|지난) <lastFights> 경기"],
  method: [
    ["ko|tko|케이오|넉아웃", { method: "KO/TKO" }],
    ["서브미션|서브미션승|관절기", { method: "SUB" }],
    ["판정", { method: "DEC" }],
    ["실격|반칙", { method: "DQ" }]
  ],
  bout: ["경기|시합|매치|대결"],
  win: ["승|승리|이긴|이긴 경기"],
  loss: ["패|패배|진|진 경기"],
  title: [["타이틀전|타이틀 (전|매치|경기|샷)|챔피언전", { titleFightsOnly: true }]],
  knockout: ["ko|tko|케이오|넉아웃"],
  submission: ["서브미션|서브"],
  fightCount: [
    ["경기|경기 수|출전|출전 횟수", { metric: "fights" }],
    ["[총] (승|승리|승수|다승)", { metric: "wins" }],
    ["[총] (패|패배|패수)", { metric: "losses" }],
    ["무승부", { metric: "draws" }],
    ["무효 경기|노 콘테스트|노콘테스트|무효", { metric: "no-contests" }],
    ["<knockout> [승|승리]", { metric: "ko-tko-wins" }],
    ["<knockout> (패|패배)", { metric: "ko-tko-losses" }],
    ["<submission> (승|승리)|서브미션", { metric: "submission-wins" }],
    ["<submission> (패|패배)", { metric: "submission-losses" }],
    ["판정 [승|승리]|판정승", { metric: "decision-wins" }],
    ["판정 (패|패배)|판정패", { metric: "decision-losses" }],
    ["피니시 [승|승리]|피니쉬 [승|승리]", { metric: "finish-wins" }],
    ["타이틀전|타이틀 매치|타이틀 경기", { metric: "title-fights" }],
    ["(타이틀전|타이틀 매치) (승|승리)", { metric: "title-wins" }]
  ],
  actionCount: [
    ["넉다운|녹다운|다운", { metric: "knockdowns" }],
    ["(당한|허용한) (넉다운|녹다운|다운)", { metric: "knockdowns-taken" }],
    ["유효타|유효 타격", { metric: "sig-strikes" }],
    ["총 타격|전체 타격|타격 수", { metric: "total-strikes" }],
    ["테이크다운|테익다운", { metric: "takedowns" }],
    ["서브미션 시도", { metric: "submission-attempts" }],
    ["리버설", { metric: "reversals" }],
    ["머리 (유효타|타격)|헤드 타격", { metric: "head-strikes" }],
    ["(몸통|바디) (유효타|타격)", { metric: "body-strikes" }],
    ["(다리|레그) (유효타|타격|킥)", { metric: "leg-strikes" }],
    ["클린치 (유효타|타격)", { metric: "clinch-strikes" }],
    ["그라운드 (유효타|타격)", { metric: "ground-strikes" }]
  ],
  counted: ["<fightCount>|<actionCount>"],
  streak: [
    ["[현재|지금] [몇] (연승|연승 기록) [중]", { metric: "win-streak" }],
    ["[현재|지금] [몇] (연패|연패 기록) [중]", { metric: "loss-streak" }]
  ],
  time: [
    ["[총] (경기 시간|옥타곤 시간)", { metric: "fight-time" }],
    ["(컨트롤|콘트롤) (시간|타임)", { metric: "control-time" }]
  ],
  averageTime: [["평균 경기 시간", { metric: "average-fight-time" }]],
  accuracy: ["정확도|성공률|적중률|명중률"],
  rate: [
    ["승률", { metric: "win-rate" }],
    ["(피니시|피니쉬) (율|비율)|피니시율|피니쉬율", { metric: "finish-rate" }],
    ["(유효타|타격|스트라이킹|유효 타격) <accuracy>", { metric: "sig-strike-accuracy" }],
    ["(유효타|타격|스트라이킹|유효 타격) (방어율|방어)", { metric: "sig-strike-defence" }],
    ["(테이크다운|테익다운) <accuracy>", { metric: "takedown-accuracy" }],
    ["(테이크다운|테익다운) (방어율|방어|디펜스)|테디", { metric: "takedown-defence" }],
    ["컨트롤 (비율|점유율)", { metric: "control-share" }],
    ["분당 (유효타|유효 타격|타격) [수|적중]", { metric: "sig-strikes-per-minute" }],
    ["경기당 (유효타|유효 타격) [수]", { metric: "sig-strikes-per-fight" }],
    ["경기당 (넉다운|녹다운)", { metric: "knockdowns-per-fight" }],
    ["경기당 (테이크다운|테익다운)", { metric: "takedowns-per-fight" }],
    ["경기당 테이크다운 시도", { metric: "takedown-attempts-per-fight" }],
    ["(15 분당|15 분 당) (테이크다운|테익다운)", { metric: "takedowns-per-15-minutes" }],
    ["(15 분당|15 분 당) 서브미션 시도", { metric: "submission-attempts-per-15-minutes" }],
    ["경기당 (유효타 차이|유효타 마진)", { metric: "sig-strike-margin-per-fight" }],
    ["머리 (유효타|타격) <accuracy>", { metric: "head-strike-accuracy" }],
    ["(몸통|바디) (유효타|타격) <accuracy>", { metric: "body-strike-accuracy" }],
    ["(다리|레그) (유효타|타격) <accuracy>", { metric: "leg-strike-accuracy" }]
  ],
  absorbed: [
    ["분당 (허용|맞은|피격) (유효타|타격)|분당 피유효타", { metric: "sig-strikes-taken-per-minute" }],
    ["경기당 (허용|맞은|피격) (유효타|타격)", { metric: "sig-strikes-taken-per-fight" }]
  ],
  topic: [
    ["타격 (능력|스탯|지표|통계)|스트라이킹|타격 실력", { topic: "striking" }],
    ["그래플링|레슬링|그라운드 (능력|스탯|실력)", { topic: "grappling" }]
  ],
  measure: [
    ["[ufc|통산|커리어|총] (전적|record|승패)|[ufc] 몇 승 몇 패 [몇 무]", { measure: "record" }],
    ["키|신장", { measure: "heightCm" }],
    ["리치|팔 길이|팔길이", { measure: "reachCm" }],
    ["몸무게|체중", { measure: "weightKg" }],
    ["나이|몇 살", { measure: "age" }],
    ["스탠스|자세", { measure: "stance" }],
    ["체급", { measure: "division" }],
    ["별명|닉네임|링네임|별칭", { measure: "nickname" }]
  ],
  measureUnit: ["센치|센티|cm|킬로|kg|파운드|살|인치"],
  scoped: ["<rate>|<absorbed>|<time>|<averageTime>|<counted>|<topic>"],
  howMany: ["[총] [몇|며] (번|개|회|차례)|수|횟수|몇|총 몇|얼마나"],
  did: ["했|시켰|성공했|성공시켰|기록했|적중시켰|맞혔|맞췄|거뒀|뺏었|따냈|땄|있|되|당했"],
  trend: [
    ["경기 [수]", { trend: "fights" }],
    ["피니시율|피니쉬율|피니시 비율", { trend: "finish-rate" }],
    ["피니시 [수|경기]", { trend: "finishes" }],
    ["<knockout> (율|비율)|ko 율", { trend: "ko-tko-rate" }],
    ["서브미션 (율|비율)", { trend: "submission-rate" }],
    ["판정 (율|비율)", { trend: "decision-rate" }],
    ["타이틀전 [수]", { trend: "title-fights" }],
    ["무승부 [수]", { trend: "draws" }],
    ["평균 경기 시간", { trend: "average-fight-time" }],
    ["분당 유효타", { trend: "sig-strikes-per-minute" }],
    ["경기당 유효타", { trend: "sig-strikes-per-fight" }],
    ["경기당 테이크다운", { trend: "takedowns-per-fight" }],
    ["경기당 (넉다운|녹다운)", { trend: "knockdowns-per-fight" }],
    ["테이크다운 <accuracy>", { trend: "takedown-accuracy" }],
    ["유효타 <accuracy>", { trend: "sig-strike-accuracy" }]
  ],
  byGroup: [
    ["연도별|년도별|해마다|매년|연간|년별", { by: "year" }],
    ["체급별|체급마다", { by: "weightClass" }],
    ["경기별|경기마다", { by: "fight" }]
  ],
  picture: ["추이|변화|그래프|차트|추세|흐름|비교|수"],
  record: [
    ["(최단|최단시간|가장 빠른|제일 빠른|최단 시간) (피니시|승리|승|경기)", { record: "fastest-finish" }],
    ["(최단|최단시간|가장 빠른|제일 빠른|최단 시간) <knockout> [승]", { record: "fastest-finish", method: "KO/TKO" }],
    ["(최단|최단시간|가장 빠른|제일 빠른|최단 시간) 서브미션 [승]", { record: "fastest-finish", method: "SUB" }],
    ["(최장|최장시간|가장 긴|제일 긴|최장 시간) 경기", { record: "longest-fight" }],
    ["(최연소|가장 어린) (승리|승|승자|승리자)", { record: "youngest-winner" }],
    ["(최고령|가장 나이 많은) (승리|승|승자|승리자)", { record: "oldest-winner" }],
    ["한 경기 <most> (유효타|유효 타격)", { record: "sig-strikes" }],
    ["한 경기 <most> (테이크다운|테익다운)", { record: "takedowns" }],
    ["한 경기 <most> (넉다운|녹다운|다운)", { record: "knockdowns" }],
    ["한 경기 <most> 서브미션 시도", { record: "submission-attempts" }]
  ],
  greater: ["높|많|좋|길|크|높아|많아|좋아|길어|커|높은|많은|좋은|긴|큰"],
  most: ["최다|가장 많은|제일 많은"],
  top: ["가장|제일|젤|최고"],
  days: [
    ["이번 주말|이번주말", { when: "this-weekend" }],
    ["다음 주말|다음주말", { when: "next-weekend" }],
    ["이번 주|이번주", { when: "this-week" }],
    ["다음 주|다음주", { when: "next-week" }],
    ["오늘", { when: "today" }],
    ["내일", { when: "tomorrow" }],
    ["이번 달|이번달", { when: "this-month" }],
    ["다음 달|다음달", { when: "next-month" }]
  ],
  pastDays: [
    ["지난 주말|저번 주말|지난주말", { when: "last-weekend" }],
    ["어제", { when: "yesterday" }],
    ["지난 주|지난주|저번주", { when: "last-week" }]
  ],
  event: [
    "<namedEvent> [대회]",
    ["(마지막|최근|지난|저번|가장 최근|제일 최근) [ufc] (대회|이벤트)", { when: "last" }],
    ["(다음|다가오는) [ufc] (대회|이벤트)", { when: "next" }],
    ["(그|해당) (대회|이벤트)", { referEvent: true }]
  ],
  latest: ["최근|마지막|직전|가장 최근|제일 최근|지난|바로 전"],
  kinds: [
    "<bout>",
    "<title>",
    ["(이긴|승리한) <bout>|승리 <bout>", { result: "WIN" }],
    ["(진|패배한|패한) <bout>|패배 <bout>", { result: "LOSS" }],
    ["<method> (이긴|승리한) <bout>|<method> (승|승리) <bout>", { result: "WIN" }],
    ["<method> (진|패배한|패한) <bout>|<method> (패|패배) [<bout>]", { result: "LOSS" }],
    ["<title> (승|승리)|<title> (이긴) <bout>", { result: "WIN" }],
    ["무승부 [<bout>]", { result: "DRAW" }],
    ["(무효|노콘테스트|노 콘테스트) [<bout>]", { result: "NC" }]
  ],
  leagueKinds: [
    ["무승부 [경기]", { result: "DRAW" }],
    ["무효 경기|노 콘테스트 [경기]|노콘테스트 [경기]", { result: "NC" }],
    ["실격 [경기|승]|반칙 [경기|승]", { method: "DQ" }],
    ["타이틀전|타이틀 매치", { titleFightsOnly: true }]
  ],
  location: ["<place>"]
}
