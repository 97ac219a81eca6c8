import type { Grammar } from '../grammar.ts';

/** Every prompt in Japanese. */
export const sentences: Grammar['sentences'] = {
  callback_announcement: [
    'intro: こちらは',
    '{service}',
    'back: です。おりかえし おでんわ いたしました。',
    '?isRecorded recorded: この つうわは ろくおん されます。',
    'keys: たんとうしゃに おつなぎする ばあいは いちを、のちほど おかけなおしする ばあいは にを、',
    '?hasTimes times: べつの じかんを えらぶ ばあいは さんを、',
    'never: とりけして こんご おでんわを うけとらない ばあいは きゅうを おしてください。',
  ],
  connecting: ['now: ありがとうございます。ただいま おつなぎします。'],
  no_agent_apology: [
    'sorry: もうしわけございません。たんとうしゃが みな でんわに でております。',
    'place: じゅんばんは せんとうの まま、まもなく もういちど おでんわ いたします。',
  ],
  cancelled_goodbye: [
    'done: おりかえしの おでんわを とりけしました。この けんで おでんわを さしあげることは ございません。しつれい いたします。',
  ],
  snooze_goodbye: [
    '{delay}',
    'again: もういちど おでんわ いたします。',
    'place: じゅんばんは そのままです。しつれい いたします。',
  ],
  reschedule_goodbye: ['link: べつの じかんを えらぶための リンクを おおくりします。しつれい いたします。'],
  queue_greeting: [
    'intro: おでんわ ありがとうございます。',
    '{service}',
    'desu: です。',
    '{wait}',
    '{position}',
    'hold: そのまま おまちください。',
  ],
  queue_invitation: [
    '{wait}',
    'keys: じゅんばんを たもったまま おでんわを おきりになる ばあいは いちを おしてください。こちらから おでんわ いたします。',
  ],
  number_confirmation: [
    'call: おでんわを さしあげる ばんごうは',
    '{,}',
    '{phone}',
    'desu: です。',
    'keys: この ばんごうで よろしければ いちを、べつの ばんごうに する ばあいは にを おしてください。',
    '?hasTimes times: おでんわの じかんを えらぶ ばあいは さんを おしてください。',
  ],
  number_entry: [
    'type: おきゃくさまの でんわばんごうを しがいきょくばんから おして、さいごに シャープを おしてください。',
  ],
  number_invalid: [
    'sorry: この ばんごうには おでんわ できません。',
    'again: もういちど しがいきょくばんから おして、さいごに シャープを おしてください。',
  ],
  time_choices: [
    '?wasTaken taken: その じかんは ほかの かたの よやくが はいりました。',
    '{first_time}',
    '{second_time}',
    '{third_time}',
    '{no_time}',
    '?hasMore more: それより あとの じかんを きく ばあいは シャープを おしてください。',
  ],
  invitation_confirmed: [
    'place: じゅんばんは そのままです。',
    '{number}',
    'back: こちらから おでんわ いたします。',
    'goodbye: おでんわを おきりください。しつれい いたします。',
  ],
  scheduled_confirmed: [
    '{moment}',
    'at: に、',
    '{number}',
    'call: おでんわ いたします。',
    'goodbye: おでんわを おきりください。しつれい いたします。',
  ],
  still_in_line: ['place: じゅんばんは そのままです。', '{known_wait}', 'hold: そのまま おまちください。'],
  recognised_caller: [
    'asked: おでんわの ごよやくを いただいております。',
    '{service}',
    '{,}',
    '{moment}',
    '{.}',
    '{known_wait}',
    'keys: このまま じゅんばんを おまちになる ばあいは いちを、',
    '?hasTimes times: べつの じかんを えらぶ ばあいは にを、',
    'cancel: ごよやくを とりけす ばあいは さんを おしてください。',
    '?isOtherService other: べつの ごようけんの ばあいは そのまま おまちください。',
  ],
  place_kept: [
    'place: ごよやくの じゅんばんで おまちいただけます。',
    '{known_wait}',
    'hold: そのまま おまちください。',
  ],
  call_in_code: ['type: コードを おして、さいごに シャープを おしてください。'],
  call_in_wrong_code: [
    'wrong: コードが ちがいます。',
    'again: もういちど おして、さいごに シャープを おしてください。',
  ],
  call_in_expired: [
    'over: おもうしこみの きげんが きれました。',
    'wait: じゅんばんを おまちになる ばあいは いちを おしてください。',
  ],
  call_in_unknown: [
    'unknown: おもうしこみが みつかりません。',
    'wait: じゅんばんを おまちになる ばあいは いちを おしてください。',
  ],
  call_in_goodbye: ['goodbye: しつれい いたします。'],
  recording_notice: ['told: この つうわは ろくおん されます。'],
  agent_confirmation: [
    '{service}',
    'call: あての おでんわです。',
    'key: おうけになる ばあいは いちを おしてください。',
  ],
  voicemail_message: [
    'intro: こちらは',
    '{service}',
    'desu: です。',
    'called: おりかえしの おでんわを いたしましたが、おでに ならなかったため、のちほど もういちど おかけします。しつれい いたします。',
  ],
  closed: [
    'intro: おでんわ ありがとうございます。',
    '{service}',
    'desu: です。',
    'closed: ただいま えいぎょうじかんがいです。',
    '{opening}',
    'goodbye: しつれい いたします。',
  ],
};

/** The phrases that facts are told with in Japanese. */
export const phrases: Grammar['phrases'] = {
  wait_about: ['about: おまちいただく じかんは およそ', '{duration}', 'desu: です。'],
  wait_between: ['between: おまちいただく じかんは', '{low}', 'and: から', '{high}', 'desu: です。'],
  wait_over: ['over: おまちいただく じかんは', '{duration}', 'more: いじょうです。'],
  wait_unknown: ['busy: ただいま でんわが こみあっております。'],
  position: ['you: ただいまの じゅんばんは', '{count}', 'in_line: ばんめです。'],
  delay_known: ['{duration}', 'in: ごに'],
  delay_unknown: ['later: のちほど'],
  on_number: ['{digits}', '{,}', 'on: の ばんごうに'],
  opening: ['{moment}', 'again: から えいぎょう いたします。'],
  option: ['{moment}', 'for: に おでんわする ばあいは'],
  no_time: ['none: ただいま あいている じかんは ございません。'],
  first_time: ['{option}', 'key: いちを おしてください。'],
  second_time: ['{option}', 'key: にを おしてください。'],
  third_time: ['{option}', 'key: さんを おしてください。'],
};
