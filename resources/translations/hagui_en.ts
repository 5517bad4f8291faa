<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
  <context>
    <name>act</name>
    <message numerus="yes">
      <source>settling, {n} operation(s) under way</source>
      <translation>
        <numerusform>settling, {n} operation under way</numerusform>
        <numerusform>settling, {n} operations under way</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Commit of {n} change(s)</source>
      <translation>
        <numerusform>Commit of {n} change</numerusform>
        <numerusform>Commit of {n} changes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>advice</name>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} and {n} more</numerusform>
        <numerusform>{names} and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>confirm</name>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} and {n} more</numerusform>
        <numerusform>{names} and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>edit</name>
    <message numerus="yes">
      <source>{first}, and {n} more</source>
      <translation>
        <numerusform>{first}, and {n} more</numerusform>
        <numerusform>{first}, and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>event</name>
    <message numerus="yes">
      <source>{what} ({n} times)</source>
      <translation>
        <numerusform>{what} ({n} time)</numerusform>
        <numerusform>{what} ({n} times)</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>gesture</name>
    <message numerus="yes">
      <source>{who} and {n} more → {other}</source>
      <translation>
        <numerusform>{who} and {n} more → {other}</numerusform>
        <numerusform>{who} and {n} more → {other}</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>health</name>
    <message numerus="yes">
      <source>{n} failure(s)</source>
      <translation>
        <numerusform>{n} failure</numerusform>
        <numerusform>{n} failures</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes</source>
      <translation>
        <numerusform>{n} node</numerusform>
        <numerusform>{n} nodes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} temporary</source>
      <translation>
        <numerusform>{n} temporary</numerusform>
        <numerusform>{n} temporary</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>incident</name>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>and {n} more</numerusform>
        <numerusform>and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, and {n} more</source>
      <translation>
        <numerusform>{what}, and {n} more</numerusform>
        <numerusform>{what}, and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, {n} times</source>
      <translation>
        <numerusform>{what}, {n} time</numerusform>
        <numerusform>{what}, {n} times</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} and {n} more</numerusform>
        <numerusform>{names} and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>inspector</name>
    <message numerus="yes">
      <source>Last known to run here ({n})</source>
      <translation>
        <numerusform>Last known to run here ({n})</numerusform>
        <numerusform>Last known to run here ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Running here ({n})</source>
      <translation>
        <numerusform>Running here ({n})</numerusform>
        <numerusform>Running here ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>and {n} more</numerusform>
        <numerusform>and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and {n} more node(s)</source>
      <translation>
        <numerusform>and {n} more node</numerusform>
        <numerusform>and {n} more nodes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>group of {n}</source>
      <translation>
        <numerusform>group of {n}</numerusform>
        <numerusform>group of {n}</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} node(s)</source>
      <translation>
        <numerusform>{n} node</numerusform>
        <numerusform>{n} nodes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{word} on {n} node(s)</source>
      <translation>
        <numerusform>{word} on {n} node</numerusform>
        <numerusform>{word} on {n} nodes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>lab</name>
    <message numerus="yes">
      <source>{n} nodes frozen</source>
      <translation>
        <numerusform>{n} node frozen</numerusform>
        <numerusform>{n} nodes frozen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes without power</source>
      <translation>
        <numerusform>{n} node without power</numerusform>
        <numerusform>{n} nodes without power</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>losses</name>
    <message numerus="yes">
      <source>All {n} resources stop</source>
      <translation>
        <numerusform>The one resource ({n}) stops</numerusform>
        <numerusform>All {n} resources stop</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>No quorum: all {n} resources stop</source>
      <translation>
        <numerusform>No quorum: the one resource ({n}) stops</numerusform>
        <numerusform>No quorum: all {n} resources stop</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>and {n} more</numerusform>
        <numerusform>and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} and {n} more</numerusform>
        <numerusform>{names} and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} interrupted</source>
      <translation>
        <numerusform>{n} interrupted</numerusform>
        <numerusform>{n} interrupted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} of {all} single losses would stop something for good: {names}</source>
      <translation>
        <numerusform>{n} of {all} single losses would stop something for good: {names}</numerusform>
        <numerusform>{n} of {all} single losses would stop something for good: {names}</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>prediction</name>
    <message numerus="yes">
      <source>{n} change role</source>
      <translation>
        <numerusform>{n} changes role</numerusform>
        <numerusform>{n} change role</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} interrupted</source>
      <translation>
        <numerusform>{n} interrupted</numerusform>
        <numerusform>{n} interrupted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} move</source>
      <translation>
        <numerusform>{n} moves</numerusform>
        <numerusform>{n} move</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} restart</source>
      <translation>
        <numerusform>{n} restarts</numerusform>
        <numerusform>{n} restart</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} start</source>
      <translation>
        <numerusform>{n} starts</numerusform>
        <numerusform>{n} start</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} stop</source>
      <translation>
        <numerusform>{n} stops</numerusform>
        <numerusform>{n} stop</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>probe</name>
    <message numerus="yes">
      <source>{n} question(s)</source>
      <translation>
        <numerusform>{n} question</numerusform>
        <numerusform>{n} questions</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>problem</name>
    <message numerus="yes">
      <source>{n} blocked</source>
      <translation>
        <numerusform>{n} blocked</numerusform>
        <numerusform>{n} blocked</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} failure(s) counted</source>
      <translation>
        <numerusform>{n} failure counted</numerusform>
        <numerusform>{n} failures counted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes offline</source>
      <translation>
        <numerusform>{n} node offline</numerusform>
        <numerusform>{n} nodes offline</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes unclean</source>
      <translation>
        <numerusform>{n} node unclean</numerusform>
        <numerusform>{n} nodes unclean</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>… and {n} more</source>
      <translation>
        <numerusform>… and {n} more</numerusform>
        <numerusform>… and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>review</name>
    <message numerus="yes">
      <source>{n} change(s)</source>
      <translation>
        <numerusform>{n} change</numerusform>
        <numerusform>{n} changes</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} resource(s) will not run any more.</source>
      <translation>
        <numerusform>{n} resource will not run any more.</numerusform>
        <numerusform>{n} resources will not run any more.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>state</name>
    <message numerus="yes">
      <source>active on {n} nodes</source>
      <translation>
        <numerusform>active on {n} node</numerusform>
        <numerusform>active on {n} nodes</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>timeline</name>
    <message numerus="yes">
      <source>{some} and {n} more</source>
      <translation>
        <numerusform>{some} and {n} more</numerusform>
        <numerusform>{some} and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>topology</name>
    <message numerus="yes">
      <source>Not running ({n})</source>
      <translation>
        <numerusform>Not running ({n})</numerusform>
        <numerusform>Not running ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} failures</source>
      <translation>
        <numerusform>{n} failure</numerusform>
        <numerusform>{n} failures</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} idle copies</source>
      <translation>
        <numerusform>{n} idle copy</numerusform>
        <numerusform>{n} idle copies</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} resources are active on it.</source>
      <translation>
        <numerusform>{n} resource is active on it.</numerusform>
        <numerusform>{n} resources are active on it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} running</source>
      <translation>
        <numerusform>{n} running</numerusform>
        <numerusform>{n} running</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>window</name>
    <message numerus="yes">
      <source>Problems ({n})</source>
      <translation>
        <numerusform>Problems ({n})</numerusform>
        <numerusform>Problems ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Draft ({n})</source>
      <translation>
        <numerusform>Draft ({n})</numerusform>
        <numerusform>Draft ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Temporary ({n})</source>
      <translation>
        <numerusform>Temporary ({n})</numerusform>
        <numerusform>Temporary ({n})</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} change(s) were not committed. They are here again when you next open {name}; nothing of them has reached it.</source>
      <translation>
        <numerusform>{n} change was not committed. It is here again when you next open {name}; nothing of it has reached it.</numerusform>
        <numerusform>{n} changes were not committed. They are here again when you next open {name}; nothing of them has reached it.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>draft</name>
    <message numerus="yes">
      <source>{n} change(s) of the draft were made by others just so, and are no longer in it.</source>
      <translation>
        <numerusform>{n} change of the draft was made by others just so, and is no longer in it.</numerusform>
        <numerusform>{n} changes of the draft were made by others just so, and are no longer in it.</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Review {n} change(s)…</source>
      <translation>
        <numerusform>Review {n} change…</numerusform>
        <numerusform>Review {n} changes…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Save {n} change(s)…</source>
      <translation>
        <numerusform>Save {n} change…</numerusform>
        <numerusform>Save {n} changes…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Discard {n} change(s)?</source>
      <translation>
        <numerusform>Discard {n} change?</numerusform>
        <numerusform>Discard {n} changes?</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}; and {n} more</source>
      <translation>
        <numerusform>{what}; and {n} more</numerusform>
        <numerusform>{what}; and {n} more</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>A draft with {n} change(s) from {time} was restored.</source>
      <translation>
        <numerusform>A draft with {n} change from {time} was restored.</numerusform>
        <numerusform>A draft with {n} changes from {time} was restored.</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>dependencies</name>
    <message numerus="yes">
      <source>and {n} more constraints</source>
      <translation>
        <numerusform>and {n} more constraint</numerusform>
        <numerusform>and {n} more constraints</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} active</source>
      <translation>
        <numerusform>{n} active</numerusform>
        <numerusform>{n} active</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} change</source>
      <translation>
        <numerusform>{n} changes</numerusform>
        <numerusform>{n} change</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} more</source>
      <translation>
        <numerusform>{n} more</numerusform>
        <numerusform>{n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>commits</name>
    <message numerus="yes">
      <source>{first}, and {n} more</source>
      <translation>
        <numerusform>{first}, and {n} more</numerusform>
        <numerusform>{first}, and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>alarm</name>
    <message numerus="yes">
      <source>{n} alarm(s)</source>
      <translation>
        <numerusform>{n} alarm</numerusform>
        <numerusform>{n} alarms</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), muted</source>
      <translation>
        <numerusform>{n} alarm, muted</numerusform>
        <numerusform>{n} alarms, muted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), seen</source>
      <translation>
        <numerusform>{n} alarm, seen</numerusform>
        <numerusform>{n} alarms, seen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), {mute} muted</source>
      <translation>
        <numerusform>{n} alarm, {mute} muted</numerusform>
        <numerusform>{n} alarms, {mute} muted</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} times</source>
      <translation>
        <numerusform>{n} time</numerusform>
        <numerusform>{n} times</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{who}: {n} alarm(s), muted or seen</source>
      <translation>
        <numerusform>{who}: {n} alarm, muted or seen</numerusform>
        <numerusform>{who}: {n} alarms, muted or seen</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{who}: {what}; {n} more alarm(s)</source>
      <translation>
        <numerusform>{who}: {what}; {n} more alarm</numerusform>
        <numerusform>{who}: {what}; {n} more alarms</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{worst}, and {n} more</source>
      <translation>
        <numerusform>{worst}, and {n} more</numerusform>
        <numerusform>{worst}, and {n} more</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>opinions</name>
    <message numerus="yes">
      <source>{n} nodes</source>
      <translation>
        <numerusform>{n} node</numerusform>
        <numerusform>{n} nodes</numerusform>
      </translation>
    </message>
  </context>
</TS>
