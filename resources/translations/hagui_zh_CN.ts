<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>about</name>
    <message>
      <source>About hagui</source>
      <translation>关于 hagui</translation>
    </message>
    <message>
      <source>Free software under the GNU GPL, version 2 or later.</source>
      <translation>自由软件，遵循 GNU GPL 第 2 版或更高版本。</translation>
    </message>
    <message>
      <source>Keyboard shortcuts</source>
      <translation>键盘快捷键</translation>
    </message>
    <message>
      <source>See, edit and rehearse high-availability clusters.</source>
      <translation>查看、编辑并演练高可用集群。</translation>
    </message>
    <message>
      <source>hagui {version}</source>
      <translation>hagui {version}</translation>
    </message>
  </context>
  <context>
    <name>act</name>
    <message>
      <source>Clean up {what}</source>
      <translation>清理 {what}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Cluster into maintenance</source>
      <translation>集群进入维护</translation>
    </message>
    <message>
      <source>Cluster out of maintenance</source>
      <translation>集群退出维护</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>详细信息</translation>
    </message>
    <message>
      <source>Refresh {what}</source>
      <translation>刷新 {what}</translation>
    </message>
    <message>
      <source>Stop watching</source>
      <translation>停止关注</translation>
    </message>
    <message>
      <source>The cluster goes on; only this line goes away</source>
      <translation>集群会继续执行；只是此行消失</translation>
    </message>
    <message>
      <source>accepted</source>
      <translation>已接受</translation>
    </message>
    <message>
      <source>applied, the cluster begins to act</source>
      <translation>已应用，集群开始执行</translation>
    </message>
    <message>
      <source>asked for</source>
      <translation>已请求</translation>
    </message>
    <message>
      <source>the cluster has settled as asked, though the connection was lost</source>
      <translation>集群已按要求稳定，尽管连接曾中断</translation>
    </message>
    <message>
      <source>done, the cluster has settled</source>
      <translation>完成，集群已稳定</translation>
    </message>
    <message>
      <source>everything</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <source>settling</source>
      <translation>正在稳定</translation>
    </message>
    <message numerus="yes">
      <source>settling, {n} operation(s) under way</source>
      <translation>
        <numerusform>正在稳定，{n} 个操作进行中</numerusform>
      </translation>
    </message>
    <message>
      <source>{node} into maintenance</source>
      <translation>{node} 进入维护</translation>
    </message>
    <message>
      <source>{node} out of maintenance</source>
      <translation>{node} 退出维护</translation>
    </message>
    <message>
      <source>{node} out of standby</source>
      <translation>使 {node} 退出备用</translation>
    </message>
    <message>
      <source>{node} to standby</source>
      <translation>将 {node} 设为备用</translation>
    </message>
    <message>
      <source>{what} on {node}</source>
      <translation>{what}（{node}）</translation>
    </message>
    <message>
      <source>Move {what} to {node}</source>
      <translation>将 {what} 移动到 {node}</translation>
    </message>
    <message numerus="yes">
      <source>Commit of {n} change(s)</source>
      <translation>
        <numerusform>提交 {n} 项更改</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>action</name>
    <message>
      <source>&amp;About hagui</source>
      <translation>关于 hagui(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Actual size</source>
      <translation>实际大小(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Break it</source>
      <translation>破坏(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Clean up</source>
      <translation>清理(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Connect…</source>
      <translation>连接(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Dark</source>
      <translation>深色(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Discard the draft…</source>
      <translation>放弃草稿(&amp;D)…</translation>
    </message>
    <message>
      <source>&amp;Disconnect</source>
      <translation>断开连接(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Find</source>
      <translation>查找(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Freeze</source>
      <translation>冻结(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Heal the network</source>
      <translation>恢复网络(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Keep the lab running</source>
      <translation>保留实验环境运行(&amp;K)</translation>
    </message>
    <message>
      <source>&amp;Keyboard shortcuts</source>
      <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
      <source>&amp;Light</source>
      <translation>浅色(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Motion</source>
      <translation>动画(&amp;M)</translation>
    </message>
    <message>
      <source>&amp;Online</source>
      <translation>上线(&amp;O)</translation>
    </message>
    <message>
      <source>&amp;Open file…</source>
      <translation>打开文件(&amp;O)…</translation>
    </message>
    <message>
      <source>&amp;Pull the plug</source>
      <translation>拔掉电源(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Quit</source>
      <translation>退出(&amp;Q)</translation>
    </message>
    <message>
      <source>&amp;Redo</source>
      <translation>重做(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Refresh</source>
      <translation>刷新(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>保存(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Standby</source>
      <translation>备用(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Thaw</source>
      <translation>解冻(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Undo</source>
      <translation>撤销(&amp;U)</translation>
    </message>
    <message>
      <source>A&amp;rrange anew</source>
      <translation>重新排列(&amp;R)</translation>
    </message>
    <message>
      <source>Add to a group…</source>
      <translation>加入资源组…</translation>
    </message>
    <message>
      <source>All alarms are seen</source>
      <translation>全部告警已阅</translation>
    </message>
    <message>
      <source>Ask the scheduler once more what the draft would do</source>
      <translation>再问一次调度器：草稿会带来什么</translation>
    </message>
    <message>
      <source>Bring up a cluster of three nodes on this computer, to break and mend</source>
      <translation>在本机上启动一个三节点集群，供破坏与修复练习</translation>
    </message>
    <message>
      <source>Clean up all</source>
      <translation>全部清理</translation>
    </message>
    <message>
      <source>Clear all temporar&amp;y</source>
      <translation>清除全部临时项(&amp;Y)</translation>
    </message>
    <message>
      <source>Clone no longer</source>
      <translation>不再克隆</translation>
    </message>
    <message>
      <source>Close all bo&amp;xes</source>
      <translation>合上所有框(&amp;X)</translation>
    </message>
    <message>
      <source>Close hagui; the cluster goes on by itself</source>
      <translation>关闭 hagui；集群会继续自行运行</translation>
    </message>
    <message>
      <source>Close the connections to this cluster's engines</source>
      <translation>关闭与此集群引擎的连接</translation>
    </message>
    <message>
      <source>Cluster maintenance</source>
      <translation>集群维护</translation>
    </message>
    <message>
      <source>Compare what the engines say of DC, quorum, members and CIB version</source>
      <translation>比较各引擎所说的 DC、法定票数、成员和 CIB 版本</translation>
    </message>
    <message>
      <source>Connect to the engines of a cluster</source>
      <translation>连接到集群的引擎</translation>
    </message>
    <message>
      <source>Count them no more; they are listed until they are over</source>
      <translation>不再计数；结束之前仍列在列表中</translation>
    </message>
    <message>
      <source>Cut off from &amp;all others</source>
      <translation>与所有其他节点断开(&amp;A)</translation>
    </message>
    <message>
      <source>Cut the selected node's power: everything on it is gone at once</source>
      <translation>切断所选节点的电源：其上的一切立即消失</translation>
    </message>
    <message>
      <source>D&amp;ependencies</source>
      <translation>依赖关系(&amp;E)</translation>
    </message>
    <message>
      <source>Dark text on light surfaces</source>
      <translation>浅色背景上的深色文字</translation>
    </message>
    <message>
      <source>Delete the constraint</source>
      <translation>删除约束</translation>
    </message>
    <message>
      <source>Dissolve the group</source>
      <translation>解散资源组</translation>
    </message>
    <message>
      <source>Do not manage</source>
      <translation>不纳管</translation>
    </message>
    <message>
      <source>Draw every location constraint, not only those of the selection</source>
      <translation>绘制所有位置约束，而不仅是选中对象的</translation>
    </message>
    <message>
      <source>Drop every change that was not committed</source>
      <translation>放弃所有尚未提交的更改</translation>
    </message>
    <message>
      <source>Edit the score or kind…</source>
      <translation>编辑分数或类型…</translation>
    </message>
    <message>
      <source>End cluster maintenance</source>
      <translation>结束集群维护</translation>
    </message>
    <message>
      <source>End every cut and every delay between the nodes</source>
      <translation>结束节点之间的所有切断与延迟</translation>
    </message>
    <message>
      <source>End node maintenance</source>
      <translation>结束节点维护</translation>
    </message>
    <message>
      <source>Every action and its key</source>
      <translation>所有操作及其按键</translation>
    </message>
    <message>
      <source>Exchange the selected member with the one after it</source>
      <translation>把所选成员与后一个交换</translation>
    </message>
    <message>
      <source>Exchange the selected member with the one before it</source>
      <translation>把所选成员与前一个交换</translation>
    </message>
    <message>
      <source>Exchange the two ends of the selected constraint</source>
      <translation>交换所选约束的两端</translation>
    </message>
    <message>
      <source>Export a pict&amp;ure…</source>
      <translation>导出图片(&amp;U)…</translation>
    </message>
    <message>
      <source>Fi&amp;t all</source>
      <translation>显示全部(&amp;T)</translation>
    </message>
    <message>
      <source>Find &amp;next</source>
      <translation>查找下一个(&amp;N)</translation>
    </message>
    <message>
      <source>Find a node, resource or constraint</source>
      <translation>查找节点、资源或约束</translation>
    </message>
    <message>
      <source>Find out the state of every resource on every node anew</source>
      <translation>重新探测每个节点上每个资源的状态</translation>
    </message>
    <message>
      <source>Follow the system's light or dark look</source>
      <translation>跟随系统的浅色或深色外观</translation>
    </message>
    <message>
      <source>Forget every failure in the cluster</source>
      <translation>清除集群中的所有失败记录</translation>
    </message>
    <message>
      <source>Forget the selected resource's failures, so that it is tried again</source>
      <translation>清除选中资源的失败记录，使其重新尝试</translation>
    </message>
    <message>
      <source>Forget the selection's whole history and find out its state anew</source>
      <translation>清除选中对象的全部历史并重新探测其状态</translation>
    </message>
    <message>
      <source>Give the selected node its power back, so that it joins again</source>
      <translation>恢复所选节点的供电，使其重新加入</translation>
    </message>
    <message>
      <source>Go back to what was marked last before this moment</source>
      <translation>回到此刻之前最近的标记</translation>
    </message>
    <message>
      <source>Go on to what was marked next after this moment</source>
      <translation>前往此刻之后的下一个标记</translation>
    </message>
    <message>
      <source>Go to the canvas</source>
      <translation>转到画布</translation>
    </message>
    <message>
      <source>Go to the draft</source>
      <translation>转到草稿</translation>
    </message>
    <message>
      <source>Go to the events</source>
      <translation>转到事件</translation>
    </message>
    <message>
      <source>Go to the inspector</source>
      <translation>转到检查器</translation>
    </message>
    <message>
      <source>Go to the losses</source>
      <translation>转到失效</translation>
    </message>
    <message>
      <source>Go to the next match</source>
      <translation>转到下一个匹配项</translation>
    </message>
    <message>
      <source>Go to the problems</source>
      <translation>转到问题</translation>
    </message>
    <message>
      <source>Go to the timeline</source>
      <translation>转到时间线</translation>
    </message>
    <message>
      <source>Go to the tree</source>
      <translation>转到树</translation>
    </message>
    <message>
      <source>Go to what is temporary</source>
      <translation>转到临时项</translation>
    </message>
    <message>
      <source>Hide what the search above the tree does not find</source>
      <translation>隐藏上方搜索未找到的内容</translation>
    </message>
    <message>
      <source>Hide what the selected resource has no constraint with</source>
      <translation>隐藏与所选资源没有约束关系的内容</translation>
    </message>
    <message>
      <source>Icon in the tray</source>
      <translation>托盘图标</translation>
    </message>
    <message>
      <source>In a lab things break on purpose, so it rings there only if you want it</source>
      <translation>实验环境中的故障是有意制造的，只有您需要时才发出提醒</translation>
    </message>
    <message>
      <source>Keep the order only where both start or stop at the same time</source>
      <translation>仅当两者同时启动或停止时才保持顺序</translation>
    </message>
    <message>
      <source>Keep the selected resource off the node of another one</source>
      <translation>让所选资源与另一资源不在同一节点</translation>
    </message>
    <message>
      <source>Keep the selected resource on the node of another one</source>
      <translation>让所选资源与另一资源在同一节点</translation>
    </message>
    <message>
      <source>Lay the dependencies out as if seen for the first time</source>
      <translation>像初次查看一样重新排布依赖关系</translation>
    </message>
    <message>
      <source>Leave the group</source>
      <translation>离开资源组</translation>
    </message>
    <message>
      <source>Leave the lab as it is when this window is closed</source>
      <translation>关闭此窗口时让实验环境保持原样</translation>
    </message>
    <message>
      <source>Leave the selected node's resources as they are, unwatched</source>
      <translation>保持选中节点的资源现状，不再监控</translation>
    </message>
    <message>
      <source>Let all instances of the clone be alike</source>
      <translation>让克隆的所有实例相同</translation>
    </message>
    <message>
      <source>Let cards glide and pending operations pulse</source>
      <translation>卡片滑动，进行中的操作闪动</translation>
    </message>
    <message>
      <source>Let each member of the group stand on its own</source>
      <translation>让组内每个成员各自独立</translation>
    </message>
    <message>
      <source>Let it run on several nodes, promoted on one of them</source>
      <translation>在多个节点上运行，并在其中一个节点上提升</translation>
    </message>
    <message>
      <source>Let no packet pass between the selected node and the other nodes</source>
      <translation>不让所选节点与其他节点之间有任何数据包通过</translation>
    </message>
    <message>
      <source>Let one instance of the clone be promoted</source>
      <translation>允许克隆的一个实例被提升</translation>
    </message>
    <message>
      <source>Let one instance of what is cloned be left</source>
      <translation>只保留被克隆资源的一个实例</translation>
    </message>
    <message>
      <source>Let the cluster leave the selected resource as it is</source>
      <translation>让集群不再干预所选资源</translation>
    </message>
    <message>
      <source>Let the cluster start and stop the selected resource again</source>
      <translation>让集群重新启动和停止所选资源</translation>
    </message>
    <message>
      <source>Let the recorded time go on, or stand still</source>
      <translation>让录制的时间继续或停住</translation>
    </message>
    <message>
      <source>Let the second start only where the first has started</source>
      <translation>前者启动后，后者才启动</translation>
    </message>
    <message>
      <source>Let the selected node run resources again</source>
      <translation>让选中的节点重新运行资源</translation>
    </message>
    <message>
      <source>Let the selected node's processes go on as if nothing had been</source>
      <translation>让所选节点的进程继续运行，如同什么都没发生</translation>
    </message>
    <message>
      <source>Let the selected resource be stopped, and stay so</source>
      <translation>让所选资源停止并保持停止</translation>
    </message>
    <message>
      <source>Let the selected resource fail where it runs, behind the cluster's back</source>
      <translation>绕过集群，让所选资源在其运行处失效</translation>
    </message>
    <message>
      <source>Let the selected resource run again</source>
      <translation>让所选资源重新运行</translation>
    </message>
    <message>
      <source>Let the selected resource run on several nodes at once</source>
      <translation>让所选资源同时在多个节点上运行</translation>
    </message>
    <message>
      <source>Let the selected resources run together with those of a group</source>
      <translation>让所选资源与某个资源组一起运行</translation>
    </message>
    <message>
      <source>Let the two never start or stop at the same time, in whichever order</source>
      <translation>两者不同时启动或停止，先后不限</translation>
    </message>
    <message>
      <source>Let the whole window show the cluster as it was at that moment</source>
      <translation>让整个窗口显示集群在该时刻的样子</translation>
    </message>
    <message>
      <source>Light text on dark surfaces</source>
      <translation>深色背景上的浅色文字</translation>
    </message>
    <message>
      <source>List of alarms</source>
      <translation>告警列表</translation>
    </message>
    <message>
      <source>Look at an example cluster, and try out what can be done</source>
      <translation>查看示例集群，并试试能做什么</translation>
    </message>
    <message>
      <source>Look of the s&amp;ystem</source>
      <translation>跟随系统外观(&amp;Y)</translation>
    </message>
    <message>
      <source>Make a clone</source>
      <translation>做成克隆</translation>
    </message>
    <message>
      <source>Make a promotable clone</source>
      <translation>做成可提升的克隆</translation>
    </message>
    <message>
      <source>Make standby, or its end, a change that is rehearsed and reviewed first</source>
      <translation>把备用（或结束备用）作为先演练、先审阅的更改</translation>
    </message>
    <message>
      <source>Make the change again that was undone</source>
      <translation>重新做出被撤销的更改</translation>
    </message>
    <message>
      <source>Make the clone plain</source>
      <translation>使克隆不可提升</translation>
    </message>
    <message>
      <source>Make the clone promotable</source>
      <translation>使克隆可提升</translation>
    </message>
    <message>
      <source>Make the opposite of an earlier commit a change of the draft</source>
      <translation>把以前某次提交的反向更改加入草稿</translation>
    </message>
    <message>
      <source>Manage</source>
      <translation>纳管</translation>
    </message>
    <message>
      <source>Manage and watch all resources again</source>
      <translation>重新管理并监控所有资源</translation>
    </message>
    <message>
      <source>Manage and watch the selected node's resources again</source>
      <translation>重新管理并监控选中节点的资源</translation>
    </message>
    <message>
      <source>Mandatory</source>
      <translation>强制</translation>
    </message>
    <message>
      <source>Move everything off the selected node and keep it off</source>
      <translation>将选中节点上的所有资源迁走并不再放回</translation>
    </message>
    <message>
      <source>Move its first end…</source>
      <translation>移动第一端…</translation>
    </message>
    <message>
      <source>Move its second end…</source>
      <translation>移动第二端…</translation>
    </message>
    <message>
      <source>New group…</source>
      <translation>新建资源组…</translation>
    </message>
    <message>
      <source>Next incident or mark</source>
      <translation>下一个故障事件或标记</translation>
    </message>
    <message>
      <source>Node &amp;maintenance</source>
      <translation>节点维护(&amp;M)</translation>
    </message>
    <message>
      <source>One at a time</source>
      <translation>逐一进行</translation>
    </message>
    <message>
      <source>One change back</source>
      <translation>后退一次变更</translation>
    </message>
    <message>
      <source>One change on</source>
      <translation>前进一次变更</translation>
    </message>
    <message>
      <source>Only &amp;what is found</source>
      <translation>只显示搜索到的(&amp;W)</translation>
    </message>
    <message>
      <source>Only what touches the &amp;selection</source>
      <translation>仅与所选相关(&amp;S)</translation>
    </message>
    <message>
      <source>Open a saved CIB (plain, .bz2 or .gz) to edit, or a recording to replay</source>
      <translation>打开已保存的 CIB（纯文本、.bz2 或 .gz）进行编辑，或打开录制文件进行回放</translation>
    </message>
    <message>
      <source>Open all boxes</source>
      <translation>展开所有框</translation>
    </message>
    <message>
      <source>Open the &amp;example</source>
      <translation>打开示例(&amp;E)</translation>
    </message>
    <message>
      <source>Optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>Play a sound</source>
      <translation>播放声音</translation>
    </message>
    <message>
      <source>Play the desktop's warning sound for each alarm</source>
      <translation>每次告警时播放桌面的警告音</translation>
    </message>
    <message>
      <source>Play, or pause</source>
      <translation>播放或暂停</translation>
    </message>
    <message>
      <source>Power &amp;on</source>
      <translation>通电(&amp;O)</translation>
    </message>
    <message>
      <source>Prefer a node, only there, never there, or move there now</source>
      <translation>偏好某节点、仅限、禁止，或立即迁移到该节点</translation>
    </message>
    <message>
      <source>Prefer or move to a node…</source>
      <translation>偏好或迁移到某节点…</translation>
    </message>
    <message>
      <source>Previous incident or mark</source>
      <translation>上一个故障事件或标记</translation>
    </message>
    <message>
      <source>Put another resource or node where the selected constraint leads to</source>
      <translation>让所选约束指向另一个资源或节点</translation>
    </message>
    <message>
      <source>Put another resource where the selected constraint begins</source>
      <translation>让所选约束从另一个资源开始</translation>
    </message>
    <message>
      <source>Put the keyboard into the canvas</source>
      <translation>将键盘焦点移到画布</translation>
    </message>
    <message>
      <source>Put the keyboard into the event list</source>
      <translation>将键盘焦点移到事件列表</translation>
    </message>
    <message>
      <source>Put the keyboard into the inspector</source>
      <translation>将键盘焦点移到检查器</translation>
    </message>
    <message>
      <source>Put the keyboard into the list of changes</source>
      <translation>把键盘焦点移到更改列表</translation>
    </message>
    <message>
      <source>Put the keyboard into the list of problems</source>
      <translation>将键盘焦点移到问题列表</translation>
    </message>
    <message>
      <source>Put the keyboard into the list of temporary constraints</source>
      <translation>把键盘焦点移到临时约束列表</translation>
    </message>
    <message>
      <source>Put the keyboard into the tree</source>
      <translation>将键盘焦点移到树</translation>
    </message>
    <message>
      <source>Put the selected resources into a group of their own</source>
      <translation>把所选资源放入一个新的资源组</translation>
    </message>
    <message>
      <source>Re&amp;view…</source>
      <translation>审阅(&amp;V)…</translation>
    </message>
    <message>
      <source>Refresh all</source>
      <translation>全部刷新</translation>
    </message>
    <message>
      <source>Rehearse &amp;again</source>
      <translation>再次演练(&amp;A)</translation>
    </message>
    <message>
      <source>Remove every constraint and standby that was meant for a while</source>
      <translation>移除所有只打算暂时使用的约束和备用设置</translation>
    </message>
    <message>
      <source>Remove the selected constraint</source>
      <translation>移除所选约束</translation>
    </message>
    <message>
      <source>Return to live</source>
      <translation>返回实时</translation>
    </message>
    <message>
      <source>Rever&amp;t a commit…</source>
      <translation>还原某次提交(&amp;T)…</translation>
    </message>
    <message>
      <source>Reverse</source>
      <translation>反向</translation>
    </message>
    <message>
      <source>Ring for labs, too</source>
      <translation>实验环境也提醒</translation>
    </message>
    <message>
      <source>Save &amp;as…</source>
      <translation>另存为(&amp;A)…</translation>
    </message>
    <message>
      <source>Save recordin&amp;g…</source>
      <translation>保存录制(&amp;G)…</translation>
    </message>
    <message>
      <source>See all changes with what they would do, and commit them</source>
      <translation>查看全部更改及其影响，然后提交</translation>
    </message>
    <message>
      <source>See what the loss of each node, pair of nodes and ticket would mean</source>
      <translation>查看失去每个节点、每对节点和每张票据的后果</translation>
    </message>
    <message>
      <source>See what was done when, and what was true at any moment</source>
      <translation>查看何时做了什么，以及任一时刻的实际情况</translation>
    </message>
    <message>
      <source>Show &amp;constraints</source>
      <translation>显示约束(&amp;C)</translation>
    </message>
    <message>
      <source>Show a notification of the desktop for each alarm</source>
      <translation>每次告警时显示桌面通知</translation>
    </message>
    <message>
      <source>Show beside the clock whether something is wrong, where there is a tray</source>
      <translation>在有托盘的系统上，于时钟旁显示是否有异常</translation>
    </message>
    <message>
      <source>Show groups and clones as single cards</source>
      <translation>把资源组和克隆显示为单张卡片</translation>
    </message>
    <message>
      <source>Show the canvas at 100 %</source>
      <translation>以 100 % 显示画布</translation>
    </message>
    <message>
      <source>Show the canvas larger</source>
      <translation>放大画布</translation>
    </message>
    <message>
      <source>Show the canvas smaller</source>
      <translation>缩小画布</translation>
    </message>
    <message>
      <source>Show the cluster as it is now again</source>
      <translation>重新显示集群现在的样子</translation>
    </message>
    <message>
      <source>Show the cluster as it was after the next change</source>
      <translation>显示集群在下一次变更之后的样子</translation>
    </message>
    <message>
      <source>Show the cluster as it was before the last change</source>
      <translation>显示集群在上一次变更之前的样子</translation>
    </message>
    <message>
      <source>Show the moment at the timeline's cursor</source>
      <translation>显示时间线光标处的时刻</translation>
    </message>
    <message>
      <source>Show the nodes and what runs on each</source>
      <translation>显示各节点及其上运行的资源</translation>
    </message>
    <message>
      <source>Show the whole cluster</source>
      <translation>显示整个集群</translation>
    </message>
    <message>
      <source>Show what is in groups and clones</source>
      <translation>显示资源组和克隆的内容</translation>
    </message>
    <message>
      <source>Show what starts after what, and what stays together</source>
      <translation>显示启动先后以及哪些资源在一起</translation>
    </message>
    <message>
      <source>Standby in the draft</source>
      <translation>在草稿中设为备用</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>启动</translation>
    </message>
    <message>
      <source>Start a &amp;lab</source>
      <translation>启动实验环境(&amp;L)</translation>
    </message>
    <message>
      <source>Start after…</source>
      <translation>在其后启动…</translation>
    </message>
    <message>
      <source>Start earlier in the group</source>
      <translation>在组内提前启动</translation>
    </message>
    <message>
      <source>Start later in the group</source>
      <translation>在组内推后启动</translation>
    </message>
    <message>
      <source>Start the selected resource only after another one</source>
      <translation>另一资源启动后才启动所选资源</translation>
    </message>
    <message>
      <source>Start, stop and watch nothing until maintenance ends</source>
      <translation>维护结束前不启动、不停止、不监控任何资源</translation>
    </message>
    <message>
      <source>Stay apart from…</source>
      <translation>与其分开…</translation>
    </message>
    <message>
      <source>Stay with…</source>
      <translation>与其同在…</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop the selected node's processes in the midst of what they do</source>
      <translation>让所选节点的进程在执行中途停住</translation>
    </message>
    <message>
      <source>Take back the last change of the draft</source>
      <translation>撤销草稿中的最后一项更改</translation>
    </message>
    <message>
      <source>Take the selected resources out of their group</source>
      <translation>把所选资源移出其资源组</translation>
    </message>
    <message>
      <source>Tell me on the desktop</source>
      <translation>桌面通知</translation>
    </message>
    <message>
      <source>To&amp;pology</source>
      <translation>拓扑(&amp;P)</translation>
    </message>
    <message>
      <source>Version and licence</source>
      <translation>版本与许可</translation>
    </message>
    <message>
      <source>What each engine &amp;believes</source>
      <translation>各引擎的看法(&amp;B)</translation>
    </message>
    <message>
      <source>What is wrong now, since when, and what is muted</source>
      <translation>当前有什么异常、从何时开始、哪些已静音</translation>
    </message>
    <message>
      <source>Write how much, or how strictly, the selected constraint counts</source>
      <translation>填写所选约束的分数或严格程度</translation>
    </message>
    <message>
      <source>Write the CIB with the changes into another file</source>
      <translation>把带有更改的 CIB 写入另一个文件</translation>
    </message>
    <message>
      <source>Write the changes into the CIB file</source>
      <translation>把更改写入 CIB 文件</translation>
    </message>
    <message>
      <source>Write what the canvas shows into an SVG or PNG file</source>
      <translation>把画布内容写入 SVG 或 PNG 文件</translation>
    </message>
    <message>
      <source>Write what was recorded into a file, to be attached to a ticket</source>
      <translation>把录制的内容写入文件，以便附到工单上</translation>
    </message>
    <message>
      <source>Zoom &amp;in</source>
      <translation>放大(&amp;I)</translation>
    </message>
    <message>
      <source>Zoom &amp;out</source>
      <translation>缩小(&amp;O)</translation>
    </message>
    <message>
      <source>Go to the incidents</source>
      <translation>转到故障事件</translation>
    </message>
    <message>
      <source>See what went wrong, step by step, and how far the cluster has come</source>
      <translation>逐步查看出了什么问题，以及集群处理到了哪一步</translation>
    </message>
    <message>
      <source>Probes…</source>
      <translation>探测…</translation>
    </message>
    <message>
      <source>Ask services from outside whether they answer, and time their outages</source>
      <translation>从外部探测服务是否有应答，并计量中断时长</translation>
    </message>
  </context>
  <context>
    <name>advice</name>
    <message>
      <source>Every fencing device is configured to stay stopped ({devices}): nothing can be fenced</source>
      <translation>所有隔离设备都被设为停止（{devices}）：无法隔离任何节点</translation>
    </message>
    <message>
      <source>Fencing is off: a node that no longer answers may go on writing while another one takes over, which destroys data</source>
      <translation>隔离已关闭：失去响应的节点可能继续写入，而另一节点已接管，这会破坏数据</translation>
    </message>
    <message>
      <source>No fencing device can fence {node}</source>
      <translation>没有隔离设备能够隔离 {node}</translation>
    </message>
    <message>
      <source>No stickiness is set: when a failed node returns, what prefers it stops once more to move back ({resources})</source>
      <translation>未设置资源黏性：故障节点恢复后，偏好它的资源会再次停止并迁回（{resources}）</translation>
    </message>
    <message>
      <source>Quorum is ignored: when the network splits, each part runs every resource</source>
      <translation>法定票数被忽略：网络分裂时，每一部分都会运行所有资源</translation>
    </message>
    <message>
      <source>There is no fencing device: resources do not start, and nothing is recovered when a node is lost</source>
      <translation>没有隔离设备：资源不会启动，节点丢失时也不会恢复</translation>
    </message>
    <message>
      <source>{clone} starts after {first} without interleave: each instance waits for those on all nodes, and restarts with any of them</source>
      <translation>{clone} 在 {first} 之后启动且未设 interleave：每个实例都要等待所有节点上的实例，并随其中任何一个重启</translation>
    </message>
    <message>
      <source>{constraint} draws {resource} to {node}; it does not keep it from running elsewhere when {node} fails</source>
      <translation>{constraint} 使 {resource} 倾向 {node}；当 {node} 故障时，它仍会在别处运行</translation>
    </message>
    <message>
      <source>{constraint} is left over from a ban: it still keeps {resource} away from {node}</source>
      <translation>{constraint} 是禁止后遗留的：仍使 {resource} 远离 {node}</translation>
    </message>
    <message>
      <source>{constraint} is left over from a move: it still draws {resource} to {node}</source>
      <translation>{constraint} 是迁移后遗留的：仍使 {resource} 倾向 {node}</translation>
    </message>
    <message>
      <source>{constraint} keeps {resource} away from {other}, and something else keeps them together; no placement can satisfy both</source>
      <translation>{constraint} 使 {resource} 远离 {other}，而另有约束使它们在一起；无法同时满足</translation>
    </message>
    <message>
      <source>{constraint} names the node {node}, which the cluster does not have</source>
      <translation>{constraint} 指向节点 {node}，而集群中没有它</translation>
    </message>
    <message>
      <source>{constraint} names the resource {resource}, which does not exist</source>
      <translation>{constraint} 指向资源 {resource}，而它不存在</translation>
    </message>
    <message>
      <source>{constraint} names {resource} in the role {role}, which it never has: it is not promotable</source>
      <translation>{constraint} 针对角色为 {role} 的 {resource}，但它不可提升，永远不会有此角色</translation>
    </message>
    <message>
      <source>{constraint} names {resource}, a member of {group}: it affects the whole group</source>
      <translation>{constraint} 只针对资源组 {group} 的成员 {resource}：整个组都会受影响</translation>
    </message>
    <message>
      <source>{constraint} needs the ticket {ticket}, which this cluster has never held</source>
      <translation>{constraint} 需要票据 {ticket}，而本集群从未持有</translation>
    </message>
    <message>
      <source>{constraint} says the same as {other}; their scores are added</source>
      <translation>{constraint} 与 {other} 含义相同；两者分数会相加</translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} 及另外 {n} 个</numerusform>
      </translation>
    </message>
    <message>
      <source>{resources} wait for each other: none of them can begin</source>
      <translation>{resources} 互相等待：都无法开始</translation>
    </message>
    <message>
      <source>{resource} can run on no node: every one is ruled out by {constraints}</source>
      <translation>{resource} 无法在任何节点上运行：全部被 {constraints} 排除</translation>
    </message>
    <message>
      <source>{resource} can run on no node: no location allows it, and the cluster is opt-in (symmetric-cluster=false)</source>
      <translation>{resource} 无法在任何节点上运行：没有位置约束允许它，而集群为非对称（symmetric-cluster=false）</translation>
    </message>
    <message>
      <source>{resource} can run on {node} only: if {node} fails, it stops</source>
      <translation>{resource} 只能在 {node} 上运行：若 {node} 故障，它就会停止</translation>
    </message>
    <message>
      <source>{resource} has to run with {other}, and no node may run both</source>
      <translation>{resource} 必须与 {other} 在一起，但没有节点可以同时运行两者</translation>
    </message>
    <message>
      <source>{resource} is drawn to {node} with ∞ and banned from it with −∞; the ban wins</source>
      <translation>{resource} 对 {node} 既有 ∞ 又有 −∞；以 −∞ 为准</translation>
    </message>
    <message>
      <source>{resource} needs {other}, which is configured to stay stopped; so neither runs</source>
      <translation>{resource} 依赖 {other}，而后者被设为停止；因此两者都停止</translation>
    </message>
    <message>
      <source>{then} starts after {first}, but {first} is placed where {then} is; reverse one of the two constraints</source>
      <translation>{then} 在 {first} 之后启动，而 {first} 的位置取决于 {then}；请反转其中一个约束</translation>
    </message>
  </context>
  <context>
    <name>certificate</name>
    <message>
      <source>&amp;Trust and connect</source>
      <translation>信任并连接(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Trust the new certificate</source>
      <translation>信任新证书(&amp;T)</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Certificate changed</source>
      <translation>证书已更改</translation>
    </message>
    <message>
      <source>Co&amp;py</source>
      <translation>复制(&amp;P)</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>已复制</translation>
    </message>
    <message>
      <source>Copy the fingerprint</source>
      <translation>复制指纹</translation>
    </message>
    <message>
      <source>First connection to {address}</source>
      <translation>首次连接 {address}</translation>
    </message>
    <message>
      <source>It is remembered, and any later change is reported.</source>
      <translation>证书会被记住，以后如有更改将会提示。</translation>
    </message>
    <message>
      <source>New engine</source>
      <translation>新引擎</translation>
    </message>
    <message>
      <source>Only after you have compared the fingerprints</source>
      <translation>请先核对指纹</translation>
    </message>
    <message>
      <source>Presented now</source>
      <translation>现在出示的</translation>
    </message>
    <message>
      <source>SHA-256</source>
      <translation>SHA-256</translation>
    </message>
    <message>
      <source>Somebody may stand between you and the node and read your password. It may also be that the engine was installed anew. Nothing has been sent. Find out: run this on the node's own console and compare:</source>
      <translation>可能有人在您与节点之间窃取密码；也可能只是引擎被重新安装。目前未发送任何内容。请查明原因：在节点自己的控制台上执行以下命令并核对：</translation>
    </message>
    <message>
      <source>The fingerprint presented now is the one that the node prints</source>
      <translation>现在出示的指纹与节点打印的一致</translation>
    </message>
    <message>
      <source>This computer does not know the engine's certificate yet. Nothing has been sent to it. Compare the fingerprint with what this command prints on the node:</source>
      <translation>本机尚不认识该引擎的证书，也未向其发送任何内容。请与在节点上执行以下命令所打印的指纹核对：</translation>
    </message>
    <message>
      <source>Trusted until now</source>
      <translation>此前信任的</translation>
    </message>
    <message>
      <source>▲ The certificate of {address} has changed</source>
      <translation>▲ {address} 的证书已更改</translation>
    </message>
  </context>
  <context>
    <name>confirm</name>
    <message>
      <source>Do not ask again</source>
      <translation>不再询问</translation>
    </message>
    <message>
      <source>Go on?</source>
      <translation>继续？</translation>
    </message>
    <message>
      <source>No other node is online and active: all of this will stop.</source>
      <translation>没有其他在线的活动节点：以上资源将全部停止。</translation>
    </message>
    <message>
      <source>Nothing runs on {node} now.</source>
      <translation>目前 {node} 上没有资源运行。</translation>
    </message>
    <message>
      <source>Running on {node} now: {names}.</source>
      <translation>目前在 {node} 上运行：{names}。</translation>
    </message>
    <message>
      <source>Set to standby</source>
      <translation>设为备用</translation>
    </message>
    <message>
      <source>Set {node} to standby?</source>
      <translation>将 {node} 设为备用？</translation>
    </message>
    <message>
      <source>They are stopped there and start on {others}, as far as the constraints allow.</source>
      <translation>它们将在该节点停止，并在约束允许的范围内于 {others} 上启动。</translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} 及另外 {n} 个</numerusform>
      </translation>
    </message>
    <message>
      <source>{who} (promoted)</source>
      <translation>{who}（已提升）</translation>
    </message>
    <message>
      <source>{who} runs on {nodes} now.</source>
      <translation>{who} 当前运行在 {nodes} 上。</translation>
    </message>
    <message>
      <source>It stops there and starts on {node}, and whatever needs it stops and starts along.</source>
      <translation>它将在当前节点停止并在 {node} 上启动，依赖它的资源也会随之停止和启动。</translation>
    </message>
    <message>
      <source>The constraint that moves it is removed again once the cluster has settled; from then on only stickiness and your own constraints keep it there.</source>
      <translation>集群稳定后，用于移动它的临时约束会被删除；此后只有资源黏性和您自己的约束会让它留在那里。</translation>
    </message>
    <message>
      <source>Move {who} to {node} now?</source>
      <translation>现在将 {who} 移动到 {node}？</translation>
    </message>
    <message>
      <source>Move now</source>
      <translation>立即移动</translation>
    </message>
    <message>
      <source>Into the draft</source>
      <translation>放入草稿</translation>
    </message>
    <message>
      <source>Rehearse and review it first, with other changes</source>
      <translation>先与其他更改一起演练和审阅</translation>
    </message>
  </context>
  <context>
    <name>connect</name>
    <message>
      <source>&amp;Connect</source>
      <translation>连接(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Nodes</source>
      <translation>节点(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Password</source>
      <translation>密码(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>保存(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;Token file</source>
      <translation>令牌文件(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;User</source>
      <translation>用户(&amp;U)</translation>
    </message>
    <message>
      <source>A PEM file: the engines' certificates must be signed by that authority. Without one, each certificate is confirmed once by you.</source>
      <translation>PEM 文件：引擎的证书必须由该机构签发。若不提供，则每个证书由您确认一次。</translation>
    </message>
    <message>
      <source>A user of the nodes who is in group haclient.</source>
      <translation>节点上属于 haclient 组的用户。</translation>
    </message>
    <message>
      <source>Add to the saved clusters</source>
      <translation>加入已保存的集群</translation>
    </message>
    <message>
      <source>Any cluster</source>
      <translation>任意集群</translation>
    </message>
    <message>
      <source>CA &amp;file</source>
      <translation>CA 文件(&amp;F)</translation>
    </message>
    <message>
      <source>CA file</source>
      <translation>CA 文件</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Cancelled.</source>
      <translation>已取消。</translation>
    </message>
    <message>
      <source>Certificate authority or token…</source>
      <translation>证书颁发机构或令牌…</translation>
    </message>
    <message>
      <source>Choose a file</source>
      <translation>选择文件</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Close this dialog (Esc)</source>
      <translation>关闭此对话框 (Esc)</translation>
    </message>
    <message>
      <source>Connect to a cluster</source>
      <translation>连接到集群</translation>
    </message>
    <message>
      <source>Connect to this cluster (Enter)</source>
      <translation>连接到此集群 (Enter)</translation>
    </message>
    <message>
      <source>Connecting</source>
      <translation>正在连接</translation>
    </message>
    <message>
      <source>Connecting to {name}…</source>
      <translation>正在连接 {name}…</translation>
    </message>
    <message>
      <source>Copy of {name}</source>
      <translation>{name} 的副本</translation>
    </message>
    <message>
      <source>D&amp;uplicate</source>
      <translation>复制(&amp;U)</translation>
    </message>
    <message>
      <source>De&amp;lete</source>
      <translation>删除(&amp;L)</translation>
    </message>
    <message>
      <source>For an engine on this computer: logs in without a password.</source>
      <translation>用于本机上的引擎：无需密码即可登录。</translation>
    </message>
    <message>
      <source>Keep the password (this system has no keyring)</source>
      <translation>保存密码（此系统没有密钥环）</translation>
    </message>
    <message>
      <source>Keep the password in the system keyring</source>
      <translation>将密码保存在系统密钥环中</translation>
    </message>
    <message>
      <source>Keep these settings in the list (Ctrl+S)</source>
      <translation>将这些设置保存到列表 (Ctrl+S)</translation>
    </message>
    <message>
      <source>Make a copy of this cluster's entry (Ctrl+D)</source>
      <translation>复制此集群条目 (Ctrl+D)</translation>
    </message>
    <message>
      <source>Marked as such in the list, so that it is not taken for another.</source>
      <translation>在列表中如此标记，以免与其他集群混淆。</translation>
    </message>
    <message>
      <source>N&amp;ame</source>
      <translation>名称(&amp;A)</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Names or addresses of nodes that run hagui-engine, separated by commas; with :port where it is not 5560.</source>
      <translation>运行 hagui-engine 的节点的名称或地址，以逗号分隔；端口不是 5560 时加 :端口。</translation>
    </message>
    <message>
      <source>New connection</source>
      <translation>新建连接</translation>
    </message>
    <message>
      <source>No engine of this cluster can be reached now, so nothing was changed; try again when the connection is back.</source>
      <translation>目前无法访问此集群的任何引擎，因此未作任何更改；请在连接恢复后重试。</translation>
    </message>
    <message>
      <source>No keyring was found on this system, so the password is asked for each time.</source>
      <translation>此系统上没有密钥环，因此每次都会询问密码。</translation>
    </message>
    <message>
      <source>No node is named: write the name or address of at least one.</source>
      <translation>未填写节点：请至少填写一个节点的名称或地址。</translation>
    </message>
    <message>
      <source>No password is given: write the password of {user}.</source>
      <translation>未填写密码：请输入 {user} 的密码。</translation>
    </message>
    <message>
      <source>No password was given, so {address} was not logged in to.</source>
      <translation>未提供密码，因此没有登录 {address}。</translation>
    </message>
    <message>
      <source>No user is named: write one who is in group haclient.</source>
      <translation>未填写用户：请填写 haclient 组中的用户。</translation>
    </message>
    <message>
      <source>Nodes</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>Password</source>
      <translation>密码</translation>
    </message>
    <message>
      <source>Production cluster</source>
      <translation>生产集群</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Saved clusters</source>
      <translation>已保存的集群</translation>
    </message>
    <message>
      <source>Settings of hagui were damaged and are begun anew; the damaged file is kept as {files}.</source>
      <translation>hagui 的设置已损坏，现已重新开始；损坏的文件保留为 {files}。</translation>
    </message>
    <message>
      <source>Stop connecting (Esc)</source>
      <translation>停止连接 (Esc)</translation>
    </message>
    <message>
      <source>Take this cluster off the list (Del); can be undone</source>
      <translation>从列表中移除此集群 (Del)；可以撤消</translation>
    </message>
    <message>
      <source>That user's password on the nodes.</source>
      <translation>该用户在节点上的密码。</translation>
    </message>
    <message>
      <source>The certificate of {address} has changed and was not trusted, so nothing was sent: find out on the node why before you connect again.</source>
      <translation>{address} 的证书已更改且未被信任，因此未发送任何内容：重新连接前请先在节点上查明原因。</translation>
    </message>
    <message>
      <source>The certificate of {address} was not trusted, so nothing was sent: compare its fingerprint with the node's and connect again.</source>
      <translation>{address} 的证书未被信任，因此未发送任何内容：请与节点上的指纹核对后重新连接。</translation>
    </message>
    <message>
      <source>The connection to {address} is lost; it is tried again by itself.</source>
      <translation>与 {address} 的连接已中断；正在自动重试。</translation>
    </message>
    <message>
      <source>The connection to {address} was lost after it had begun the change; watch the cluster to see what comes of it.</source>
      <translation>{address} 开始执行更改后连接中断；请观察集群的结果。</translation>
    </message>
    <message>
      <source>The connection to {address} was lost before it confirmed the commit, and the cluster's configuration is still as it was. Your changes are kept as a draft: commit them again, they cannot be made twice.</source>
      <translation>在 {address} 确认提交之前连接已中断，集群配置仍与之前相同。您的更改仍保留为草稿：请重新提交，不会重复生效。</translation>
    </message>
    <message>
      <source>The connection to {address} was lost before it confirmed the commit, and the cluster does not show whether it was made. Your changes are kept as a draft: compare it with the cluster, and commit again only what is missing.</source>
      <translation>在 {address} 确认提交之前连接已中断，从集群也无法看出提交是否已完成。您的更改仍保留为草稿：请与集群对照，仅重新提交缺少的部分。</translation>
    </message>
    <message>
      <source>The connection to {address} was lost before it confirmed; the change may have been made or not. Look at the cluster, and repeat it only if it was not.</source>
      <translation>在 {address} 确认之前连接已中断；更改可能已生效，也可能未生效。请查看集群，仅在未生效时重试。</translation>
    </message>
    <message>
      <source>The engine on {address} is of another version that this program cannot talk to: bring both to the same version.</source>
      <translation>{address} 上的引擎版本与本程序不兼容：请将两者升级到同一版本。</translation>
    </message>
    <message>
      <source>The name of node {name} is not known on this computer, so its engine cannot be followed by name: add its IP address to the saved cluster.</source>
      <translation>本机无法解析节点名 {name}，因此不能按名称跟随其引擎：请将其 IP 地址加入已保存的集群。</translation>
    </message>
    <message>
      <source>The name {host} is not known here: check how it is spelt, or give an IP address.</source>
      <translation>无法解析主机名 {host}：请检查拼写，或改用 IP 地址。</translation>
    </message>
    <message>
      <source>The password is kept encrypted by your desktop, and nowhere else.</source>
      <translation>密码由您的桌面环境加密保存，不会存放在其他地方。</translation>
    </message>
    <message>
      <source>The token file {path} cannot be read ({reason}): check the path and that the file is yours.</source>
      <translation>无法读取令牌文件 {path}（{reason}）：请检查路径以及文件是否属于您。</translation>
    </message>
    <message>
      <source>Token file</source>
      <translation>令牌文件</translation>
    </message>
    <message>
      <source>Two or more: the view then survives the loss of any one.</source>
      <translation>建议两个以上：任一节点失联时视图仍可继续。</translation>
    </message>
    <message>
      <source>U&amp;ndo</source>
      <translation>撤消(&amp;N)</translation>
    </message>
    <message>
      <source>User</source>
      <translation>用户</translation>
    </message>
    <message>
      <source>What listens on {address} does not speak TLS, so it is not a hagui engine: check the port.</source>
      <translation>{address} 上的服务不使用 TLS，不是 hagui 引擎：请检查端口。</translation>
    </message>
    <message>
      <source>What listens on {address} is not a hagui engine: check the port.</source>
      <translation>{address} 上的服务不是 hagui 引擎：请检查端口。</translation>
    </message>
    <message>
      <source>What this cluster is called in the list.</source>
      <translation>此集群在列表中的名称。</translation>
    </message>
    <message>
      <source>as the first node</source>
      <translation>与第一个节点相同</translation>
    </message>
    <message>
      <source>kept in the keyring</source>
      <translation>已保存在密钥环中</translation>
    </message>
    <message>
      <source>node1, node2, 192.0.2.3:5560</source>
      <translation>node1, node2, 192.0.2.3:5560</translation>
    </message>
    <message>
      <source>not needed with a token file</source>
      <translation>使用令牌文件时不需要</translation>
    </message>
    <message>
      <source>{address} cannot be reached: check the address and the network.</source>
      <translation>无法到达 {address}：请检查地址和网络。</translation>
    </message>
    <message>
      <source>{address} does not answer: check that the node is up and that no firewall is in the way.</source>
      <translation>{address} 没有响应：请检查节点是否运行以及是否有防火墙阻挡。</translation>
    </message>
    <message>
      <source>{address} is no address: write host, host:port or [IPv6]:port.</source>
      <translation>{address} 不是有效地址：请写成 主机、主机:端口 或 [IPv6]:端口。</translation>
    </message>
    <message>
      <source>{address} refused the login: the password is wrong, or the user is not in group haclient on that node; check both and connect again.</source>
      <translation>{address} 拒绝登录：密码错误，或该用户在节点上不属于 haclient 组；请检查后重新连接。</translation>
    </message>
    <message>
      <source>{address} refuses connections: start hagui-engine on that node, or check the port.</source>
      <translation>{address} 拒绝连接：请在该节点上启动 hagui-engine，或检查端口。</translation>
    </message>
    <message>
      <source>{file} cannot be written ({reason}): mend that and try again; nothing was lost.</source>
      <translation>无法写入 {file}（{reason}）：请排除原因后重试；未丢失任何内容。</translation>
    </message>
    <message>
      <source>{name} deleted</source>
      <translation>已删除 {name}</translation>
    </message>
    <message>
      <source>{name} · production</source>
      <translation>{name} · 生产</translation>
    </message>
    <message>
      <source>{name}, nodes {nodes}</source>
      <translation>{name}，节点 {nodes}</translation>
    </message>
  </context>
  <context>
    <name>constraint</name>
    <message>
      <source> and </source>
      <translation> 和 </translation>
    </message>
    <message>
      <source> or </source>
      <translation> 或 </translation>
    </message>
    <message>
      <source> with </source>
      <translation> 与 </translation>
    </message>
    <message>
      <source>, then </source>
      <translation> → </translation>
    </message>
    <message>
      <source>colocation</source>
      <translation>排列约束</translation>
    </message>
    <message>
      <source>in this order, as far as they are due: {chain}</source>
      <translation>需要执行时按此顺序：{chain}</translation>
    </message>
    <message>
      <source>in this order: {chain}</source>
      <translation>按此顺序：{chain}</translation>
    </message>
    <message>
      <source>location</source>
      <translation>位置约束</translation>
    </message>
    <message>
      <source>on {node}</source>
      <translation>在 {node} 上</translation>
    </message>
    <message>
      <source>one at a time</source>
      <translation>逐个</translation>
    </message>
    <message>
      <source>one at a time: {chain}</source>
      <translation>逐个执行：{chain}</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>order</source>
      <translation>顺序约束</translation>
    </message>
    <message>
      <source>resources like {pattern}</source>
      <translation>匹配 {pattern} 的资源</translation>
    </message>
    <message>
      <source>ticket</source>
      <translation>票据约束</translation>
    </message>
    <message>
      <source>where {rule}</source>
      <translation>在“{rule}”的节点上</translation>
    </message>
    <message>
      <source>without it, it is demoted</source>
      <translation>失去时降级</translation>
    </message>
    <message>
      <source>without it, it stays as it is</source>
      <translation>失去时保持现状</translation>
    </message>
    <message>
      <source>without it, it stops</source>
      <translation>失去时停止</translation>
    </message>
    <message>
      <source>without it, the nodes that run it are fenced</source>
      <translation>失去时隔离运行它的节点</translation>
    </message>
    <message>
      <source>{does} after {done}, if both are due</source>
      <translation>若两者都要执行，则 {done}后，{does}</translation>
    </message>
    <message>
      <source>{does} only after {done}</source>
      <translation>仅当 {done}后，{does}</translation>
    </message>
    <message>
      <source>{first} and {then} never start or stop at the same time</source>
      <translation>{first} 与 {then} 绝不同时启动或停止</translation>
    </message>
    <message>
      <source>{who} apart from {other}</source>
      <translation>{who} 与 {other} 分开</translation>
    </message>
    <message>
      <source>{who} by rule</source>
      <translation>{who} 按规则</translation>
    </message>
    <message>
      <source>{who} has started</source>
      <translation>{who} 启动</translation>
    </message>
    <message>
      <source>{who} has stopped</source>
      <translation>{who} 停止</translation>
    </message>
    <message>
      <source>{who} is demoted</source>
      <translation>{who} 降级</translation>
    </message>
    <message>
      <source>{who} is drawn to nodes {where}, as much as their attribute {attribute} says</source>
      <translation>{who} 按节点属性 {attribute} 的值倾向{where}运行</translation>
    </message>
    <message>
      <source>{who} is not bound to any node</source>
      <translation>{who} 未绑定到任何节点</translation>
    </message>
    <message>
      <source>{who} is promoted</source>
      <translation>{who} 提升</translation>
    </message>
    <message>
      <source>{who} keep apart from each other</source>
      <translation>{who} 彼此分开</translation>
    </message>
    <message>
      <source>{who} keep away from {other}</source>
      <translation>{who} 远离 {other}</translation>
    </message>
    <message>
      <source>{who} keeps away from {other} if it can</source>
      <translation>{who} 尽可能远离 {other}</translation>
    </message>
    <message>
      <source>{who} may run only while this site has ticket {ticket}; {end}</source>
      <translation>仅当本站点持有票据 {ticket} 时 {who} 才可运行；{end}</translation>
    </message>
    <message>
      <source>{who} may run {where}</source>
      <translation>{who} 可以{where}运行</translation>
    </message>
    <message>
      <source>{who} needs {ticket}</source>
      <translation>{who} 需要 {ticket}</translation>
    </message>
    <message>
      <source>{who} never runs where {other} runs</source>
      <translation>{who} 绝不与 {other} 在同一节点运行</translation>
    </message>
    <message>
      <source>{who} never runs {where}</source>
      <translation>{who} 绝不{where}运行</translation>
    </message>
    <message>
      <source>{who} not on {node}</source>
      <translation>{who} 不在 {node}</translation>
    </message>
    <message>
      <source>{who} on {node}</source>
      <translation>{who} 在 {node}</translation>
    </message>
    <message>
      <source>{who} only on {node}</source>
      <translation>{who} 仅在 {node}</translation>
    </message>
    <message>
      <source>{who} prefers to run {where}</source>
      <translation>{who} 倾向{where}运行</translation>
    </message>
    <message>
      <source>{who} rather does not run {where}</source>
      <translation>{who} 尽量不{where}运行</translation>
    </message>
    <message>
      <source>{who} runs on a node with another {attribute} than {other}</source>
      <translation>{who} 运行在 {attribute} 与 {other} 不同的节点上</translation>
    </message>
    <message>
      <source>{who} runs on a node with the same {attribute} as {other}</source>
      <translation>{who} 运行在 {attribute} 与 {other} 相同的节点上</translation>
    </message>
    <message>
      <source>{who} runs on {node} and nowhere else</source>
      <translation>{who} 只在 {node} 上运行，不在其他任何节点</translation>
    </message>
    <message>
      <source>{who} runs with {other} if it can</source>
      <translation>{who} 尽可能与 {other} 一起运行</translation>
    </message>
    <message>
      <source>{who} runs {where} whenever it can</source>
      <translation>只要可能，{who} 就{where}运行</translation>
    </message>
    <message>
      <source>{who} starts</source>
      <translation>{who} 才启动</translation>
    </message>
    <message>
      <source>{who} stay together, each with the one before it</source>
      <translation>{who} 保持在一起，每个跟随其前一个</translation>
    </message>
    <message>
      <source>{who} stay with {other}</source>
      <translation>{who} 与 {other} 同在</translation>
    </message>
    <message>
      <source>{who} stays with {other}; if that moves, {again} follows</source>
      <translation>{who} 与 {other} 同在；后者迁移时，{again} 跟随</translation>
    </message>
    <message>
      <source>{who} stops</source>
      <translation>{who} 才停止</translation>
    </message>
    <message>
      <source>{who}'s primary</source>
      <translation>{who} 的已提升实例</translation>
    </message>
    <message>
      <source>{who}'s unpromoted copy</source>
      <translation>{who} 的未提升实例</translation>
    </message>
  </context>
  <context>
    <name>edit</name>
    <message>
      <source>Delete “{constraint}”</source>
      <translation>删除“{constraint}”</translation>
    </message>
    <message>
      <source>Dissolve the group {group}</source>
      <translation>解散资源组 {group}</translation>
    </message>
    <message>
      <source>Leave {who} unmanaged</source>
      <translation>不再管理 {who}</translation>
    </message>
    <message>
      <source>Let instances of {who} be promoted</source>
      <translation>允许提升 {who} 的实例</translation>
    </message>
    <message>
      <source>Let no instance of {who} be promoted</source>
      <translation>不再提升 {who} 的任何实例</translation>
    </message>
    <message>
      <source>Let {node} run resources again</source>
      <translation>让 {node} 重新运行资源</translation>
    </message>
    <message>
      <source>Let {who} run</source>
      <translation>允许 {who} 运行</translation>
    </message>
    <message>
      <source>Manage {who}</source>
      <translation>管理 {who}</translation>
    </message>
    <message>
      <source>Move {who} before {other} in {group}</source>
      <translation>在 {group} 中把 {who} 移到 {other} 之前</translation>
    </message>
    <message>
      <source>Move {who} to the end of {group}</source>
      <translation>把 {who} 移到 {group} 的末尾</translation>
    </message>
    <message>
      <source>New group {group}: {who}</source>
      <translation>新建资源组 {group}：{who}</translation>
    </message>
    <message>
      <source>New: {sentence}</source>
      <translation>新增：{sentence}</translation>
    </message>
    <message>
      <source>New: {sentence} ({score})</source>
      <translation>新增：{sentence}（{score}）</translation>
    </message>
    <message>
      <source>Put {who} into {group}, as the last</source>
      <translation>把 {who} 加入 {group}，放在最后</translation>
    </message>
    <message>
      <source>Put {who} into {group}, before {other}</source>
      <translation>把 {who} 加入 {group}，放在 {other} 之前</translation>
    </message>
    <message>
      <source>Remove {name} from {who}</source>
      <translation>从 {who} 删除 {name}</translation>
    </message>
    <message>
      <source>Reverse “{constraint}”</source>
      <translation>反转“{constraint}”</translation>
    </message>
    <message>
      <source>Revert “{commit}”</source>
      <translation>还原“{commit}”</translation>
    </message>
    <message>
      <source>Run one instance only of {who}</source>
      <translation>只运行 {who} 的一个实例</translation>
    </message>
    <message>
      <source>Run {who} on every node, as a clone</source>
      <translation>以克隆方式在每个节点上运行 {who}</translation>
    </message>
    <message>
      <source>Run {who} on every node, promoted on some</source>
      <translation>在每个节点上运行 {who}，其中一部分为主实例</translation>
    </message>
    <message>
      <source>Run {who}, promoted nowhere</source>
      <translation>运行 {who}，但不提升</translation>
    </message>
    <message>
      <source>Set {name} to {value} for {who}</source>
      <translation>为 {who} 设置 {name} = {value}</translation>
    </message>
    <message>
      <source>Set {node} to standby</source>
      <translation>将 {node} 设为备用</translation>
    </message>
    <message>
      <source>Stop {who}</source>
      <translation>停止 {who}</translation>
    </message>
    <message>
      <source>Take {who} out of {group}</source>
      <translation>把 {who} 移出 {group}</translation>
    </message>
    <message>
      <source>all operations, as the default</source>
      <translation>所有操作（默认值）</translation>
    </message>
    <message>
      <source>all resources, as the default</source>
      <translation>所有资源（默认值）</translation>
    </message>
    <message>
      <source>first</source>
      <translation>先</translation>
    </message>
    <message>
      <source>kind</source>
      <translation>类型</translation>
    </message>
    <message>
      <source>node</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>resource</source>
      <translation>资源</translation>
    </message>
    <message>
      <source>role</source>
      <translation>角色</translation>
    </message>
    <message>
      <source>role of the other</source>
      <translation>对方的角色</translation>
    </message>
    <message>
      <source>score</source>
      <translation>分数</translation>
    </message>
    <message>
      <source>the cluster</source>
      <translation>整个集群</translation>
    </message>
    <message>
      <source>then</source>
      <translation>后</translation>
    </message>
    <message>
      <source>ticket</source>
      <translation>票据</translation>
    </message>
    <message>
      <source>with</source>
      <translation>跟随</translation>
    </message>
    <message numerus="yes">
      <source>{first}, and {n} more</source>
      <translation>
        <numerusform>{first}，以及另外 {n} 项</numerusform>
      </translation>
    </message>
    <message>
      <source>{what} {old} → {new}</source>
      <translation>{what} {old} → {new}</translation>
    </message>
    <message>
      <source>“{constraint}” holds where {rule}</source>
      <translation>“{constraint}”适用于：{rule}</translation>
    </message>
    <message>
      <source>“{constraint}” is of the sets {sets}</source>
      <translation>“{constraint}”改为资源集 {sets}</translation>
    </message>
    <message>
      <source>“{constraint}”: {changes}</source>
      <translation>“{constraint}”：{changes}</translation>
    </message>
  </context>
  <context>
    <name>editor</name>
    <message>
      <source>0 to 23, such as 9-16</source>
      <translation>0 到 23，例如 9-16</translation>
    </message>
    <message>
      <source>0 to 59</source>
      <translation>0 到 59</translation>
    </message>
    <message>
      <source>1 (Monday) to 7, such as 1-5</source>
      <translation>1（星期一）到 7，例如 1-5</translation>
    </message>
    <message>
      <source>1 to 12</source>
      <translation>1 到 12</translation>
    </message>
    <message>
      <source>1 to 31</source>
      <translation>1 到 31</translation>
    </message>
    <message>
      <source>1 to 366</source>
      <translation>1 到 366</translation>
    </message>
    <message>
      <source>1 to 53</source>
      <translation>1 到 53</translation>
    </message>
    <message>
      <source>1,000,000 and more is held at ∞</source>
      <translation>1,000,000 及以上按 ∞ 处理</translation>
    </message>
    <message>
      <source>A number</source>
      <translation>一个数</translation>
    </message>
    <message>
      <source>A number from −1,000,000 to 1,000,000, ∞ or −∞.
Key I: ∞; − then I, or N (never): −∞; Up and Down step by 1, Page Up and Page Down by 100, the wheel by 10.</source>
      <translation>−1,000,000 到 1,000,000 之间的整数、∞ 或 −∞。
按 I 键：∞；先按 − 再按 I，或按 N（从不）：−∞；上下方向键每次 1，Page Up 和 Page Down 每次 100，滚轮每次 10。</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>添加</translation>
    </message>
    <message>
      <source>Add {name}</source>
      <translation>添加{name}</translation>
    </message>
    <message>
      <source>Choose from a list (Down)</source>
      <translation>从列表中选择（向下键）</translation>
    </message>
    <message>
      <source>Holds only where both start or stop at the same time</source>
      <translation>仅当两者同时启动或停止时有效</translation>
    </message>
    <message>
      <source>In any order, but never both at the same time</source>
      <translation>顺序不限，但绝不同时进行</translation>
    </message>
    <message>
      <source>Infinity: always, where it can be</source>
      <translation>无穷大：只要可行就总是如此</translation>
    </message>
    <message>
      <source>It is looked for, and may run, only on nodes with such a constraint</source>
      <translation>仅在有此类约束的节点上探测并允许运行</translation>
    </message>
    <message>
      <source>Meanwhile changed to {value}; Escape takes that</source>
      <translation>期间已被改为 {value}；按 Esc 采用该值</translation>
    </message>
    <message>
      <source>Minus infinity: never</source>
      <translation>负无穷大：从不</translation>
    </message>
    <message>
      <source>Move down (Alt+Down)</source>
      <translation>下移（Alt+下）</translation>
    </message>
    <message>
      <source>Move up (Alt+Up)</source>
      <translation>上移（Alt+上）</translation>
    </message>
    <message>
      <source>Not a score: write a number, ∞ or −∞</source>
      <translation>不是分数：请输入整数、∞ 或 −∞</translation>
    </message>
    <message>
      <source>Not a score; the cluster reads it as {number}</source>
      <translation>不是分数；集群按 {number} 读取</translation>
    </message>
    <message>
      <source>Remove {name}</source>
      <translation>移除 {name}</translation>
    </message>
    <message>
      <source>Score</source>
      <translation>分数</translation>
    </message>
    <message>
      <source>Show what is hidden</source>
      <translation>显示隐藏的内容</translation>
    </message>
    <message>
      <source>Take out (Delete)</source>
      <translation>取出（Delete）</translation>
    </message>
    <message>
      <source>The cluster does not look whether it runs on that node</source>
      <translation>集群不在该节点上探测它是否运行</translation>
    </message>
    <message>
      <source>The second starts only after the first; it stops and restarts with it</source>
      <translation>前者启动后后者才启动；后者随前者停止和重启</translation>
    </message>
    <message>
      <source>There is no {name} here</source>
      <translation>此处没有 {name}</translation>
    </message>
    <message>
      <source>This cannot be empty</source>
      <translation>此项不能为空</translation>
    </message>
    <message>
      <source>Write a date, such as 2026-12-31 or 2026-12-31 18:00</source>
      <translation>请输入日期，例如 2026-12-31 或 2026-12-31 18:00</translation>
    </message>
    <message>
      <source>Write a name first</source>
      <translation>请先输入名称</translation>
    </message>
    <message>
      <source>Write a time, such as 30s, 5min or PT1H</source>
      <translation>请输入时长，例如 30s、5min 或 PT1H</translation>
    </message>
    <message>
      <source>Write a whole number</source>
      <translation>请输入整数</translation>
    </message>
    <message>
      <source>after</source>
      <translation>晚于</translation>
    </message>
    <message>
      <source>all hold</source>
      <translation>全部成立</translation>
    </message>
    <message>
      <source>always</source>
      <translation>总是</translation>
    </message>
    <message>
      <source>any role</source>
      <translation>任意角色</translation>
    </message>
    <message>
      <source>as integer</source>
      <translation>按整数</translation>
    </message>
    <message>
      <source>as number</source>
      <translation>按数值</translation>
    </message>
    <message>
      <source>as text</source>
      <translation>按文本</translation>
    </message>
    <message>
      <source>as version</source>
      <translation>按版本</translation>
    </message>
    <message>
      <source>before</source>
      <translation>早于</translation>
    </message>
    <message>
      <source>between</source>
      <translation>介于</translation>
    </message>
    <message>
      <source>boolean-op: and</source>
      <translation>boolean-op: and</translation>
    </message>
    <message>
      <source>boolean-op: or</source>
      <translation>boolean-op: or</translation>
    </message>
    <message>
      <source>by default</source>
      <translation>默认</translation>
    </message>
    <message>
      <source>demote</source>
      <translation>降级</translation>
    </message>
    <message>
      <source>demote it</source>
      <translation>将其降级</translation>
    </message>
    <message>
      <source>fence its nodes</source>
      <translation>隔离其节点</translation>
    </message>
    <message>
      <source>hide</source>
      <translation>隐藏</translation>
    </message>
    <message>
      <source>is</source>
      <translation>等于</translation>
    </message>
    <message>
      <source>is above</source>
      <translation>大于</translation>
    </message>
    <message>
      <source>is at least</source>
      <translation>至少为</translation>
    </message>
    <message>
      <source>is at most</source>
      <translation>至多为</translation>
    </message>
    <message>
      <source>is below</source>
      <translation>小于</translation>
    </message>
    <message>
      <source>is not</source>
      <translation>不等于</translation>
    </message>
    <message>
      <source>is not set</source>
      <translation>未设置</translation>
    </message>
    <message>
      <source>is set</source>
      <translation>已设置</translation>
    </message>
    <message>
      <source>leave it as it is</source>
      <translation>保持原状</translation>
    </message>
    <message>
      <source>mandatory</source>
      <translation>强制</translation>
    </message>
    <message>
      <source>name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>never</source>
      <translation>从不</translation>
    </message>
    <message>
      <source>no</source>
      <translation>否</translation>
    </message>
    <message>
      <source>not set</source>
      <translation>未设置</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>空</translation>
    </message>
    <message>
      <source>one at a time</source>
      <translation>逐个进行</translation>
    </message>
    <message>
      <source>one holds</source>
      <translation>任一成立</translation>
    </message>
    <message>
      <source>only on such nodes</source>
      <translation>仅在此类节点</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>promote</source>
      <translation>提升</translation>
    </message>
    <message>
      <source>promoted</source>
      <translation>已提升</translation>
    </message>
    <message>
      <source>show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>start</source>
      <translation>启动</translation>
    </message>
    <message>
      <source>started</source>
      <translation>已启动</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>stop it</source>
      <translation>将其停止</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>such as 2026-2027</source>
      <translation>例如 2026-2027</translation>
    </message>
    <message>
      <source>unpromoted</source>
      <translation>未提升</translation>
    </message>
    <message>
      <source>value</source>
      <translation>值</translation>
    </message>
    <message>
      <source>whenever it fits</source>
      <translation>符合时</translation>
    </message>
    <message>
      <source>years by ISO weeks</source>
      <translation>按 ISO 周计的年</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>{value} (default)</source>
      <translation>{value}（默认）</translation>
    </message>
    <message>
      <source>−1,000,000 and less is held at −∞</source>
      <translation>−1,000,000 及以下按 −∞ 处理</translation>
    </message>
    <message>
      <source>−∞ never</source>
      <translation>−∞ 从不</translation>
    </message>
    <message>
      <source>∞ always</source>
      <translation>∞ 总是</translation>
    </message>
  </context>
  <context>
    <name>event</name>
    <message>
      <source>A file is one moment: events are seen where a cluster is connected.</source>
      <translation>文件只是某一时刻的状态：连接到集群后才能看到事件。</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Events</source>
      <translation>事件</translation>
    </message>
    <message>
      <source>Filter events</source>
      <translation>筛选事件</translation>
    </message>
    <message>
      <source>Later than the moment shown</source>
      <translation>晚于所显示的时刻</translation>
    </message>
    <message>
      <source>Least severity shown</source>
      <translation>显示的最低严重级别</translation>
    </message>
    <message>
      <source>No event passes the filter.</source>
      <translation>没有符合筛选条件的事件。</translation>
    </message>
    <message>
      <source>Nothing has happened since {time}.</source>
      <translation>自 {time} 以来没有发生任何事件。</translation>
    </message>
    <message>
      <source>all</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>configuration changed, now {version}</source>
      <translation>配置已更改，现为 {version}</translation>
    </message>
    <message>
      <source>failure</source>
      <translation>故障</translation>
    </message>
    <message>
      <source>failures</source>
      <translation>故障</translation>
    </message>
    <message>
      <source>following {node}</source>
      <translation>正在跟随 {node}</translation>
    </message>
    <message>
      <source>following {node}, no longer {origin}</source>
      <translation>改为跟随 {node}，不再跟随 {origin}</translation>
    </message>
    <message>
      <source>good news</source>
      <translation>正常</translation>
    </message>
    <message>
      <source>information</source>
      <translation>信息</translation>
    </message>
    <message>
      <source>lab: every packet comes {ms} ms late</source>
      <translation>实验环境：所有数据包延迟 {ms} 毫秒</translation>
    </message>
    <message>
      <source>lab: packets come in time again</source>
      <translation>实验环境：数据包不再延迟</translation>
    </message>
    <message>
      <source>lab: packets of {node} come in time again</source>
      <translation>实验环境：{node} 的数据包不再延迟</translation>
    </message>
    <message>
      <source>lab: packets of {node} come {ms} ms late</source>
      <translation>实验环境：{node} 的数据包延迟 {ms} 毫秒</translation>
    </message>
    <message>
      <source>lab: the network between {node} and {origin} is cut</source>
      <translation>实验环境：{node} 与 {origin} 之间的网络已切断</translation>
    </message>
    <message>
      <source>lab: the network is whole again</source>
      <translation>实验环境：网络已完全恢复</translation>
    </message>
    <message>
      <source>lab: the plug of {node} is pulled</source>
      <translation>实验环境：{node} 的电源插头已拔</translation>
    </message>
    <message>
      <source>lab: {node} and {origin} hear each other again</source>
      <translation>实验环境：{node} 与 {origin} 之间恢复通信</translation>
    </message>
    <message>
      <source>lab: {node} has no power</source>
      <translation>实验环境：{node} 已断电</translation>
    </message>
    <message>
      <source>lab: {node} has power again</source>
      <translation>实验环境：{node} 已恢复供电</translation>
    </message>
    <message>
      <source>lab: {node} is cut off from all other nodes</source>
      <translation>实验环境：{node} 已与所有其他节点断开</translation>
    </message>
    <message>
      <source>lab: {node} is frozen</source>
      <translation>实验环境：{node} 已冻结</translation>
    </message>
    <message>
      <source>lab: {node} is no longer frozen</source>
      <translation>实验环境：{node} 已解冻</translation>
    </message>
    <message>
      <source>lab: {who} was broken</source>
      <translation>实验环境：{who} 已被破坏</translation>
    </message>
    <message>
      <source>lab: {who} was broken on {node}</source>
      <translation>实验环境：{node} 上的 {who} 已被破坏</translation>
    </message>
    <message>
      <source>live again</source>
      <translation>已恢复实时</translation>
    </message>
    <message>
      <source>live again from {node}</source>
      <translation>已恢复实时，来自 {node}</translation>
    </message>
    <message>
      <source>no DC</source>
      <translation>没有 DC</translation>
    </message>
    <message>
      <source>no DC: {origin} no longer is</source>
      <translation>没有 DC：{origin} 不再是 DC</translation>
    </message>
    <message>
      <source>no engine answers: what is shown is the last known state</source>
      <translation>没有引擎响应：显示的是最后已知的状态</translation>
    </message>
    <message>
      <source>Nothing was recorded here that could be shown</source>
      <translation>此处没有可供显示的录制内容</translation>
    </message>
    <message>
      <source>quorum lost</source>
      <translation>失去法定票数</translation>
    </message>
    <message>
      <source>Show the cluster at that moment</source>
      <translation>显示集群在该时刻的样子</translation>
    </message>
    <message>
      <source>the cluster has quorum</source>
      <translation>集群达到法定票数</translation>
    </message>
    <message>
      <source>the cluster is in maintenance: nothing is started or stopped</source>
      <translation>集群进入维护：不启动也不停止任何资源</translation>
    </message>
    <message>
      <source>the cluster left maintenance</source>
      <translation>集群退出维护</translation>
    </message>
    <message>
      <source>warning</source>
      <translation>警告</translation>
    </message>
    <message>
      <source>warnings and failures</source>
      <translation>警告与故障</translation>
    </message>
    <message>
      <source>{kind} {detail}</source>
      <translation>{kind} {detail}</translation>
    </message>
    <message>
      <source>{node} elected DC</source>
      <translation>{node} 当选为 DC</translation>
    </message>
    <message>
      <source>{node} is in maintenance</source>
      <translation>{node} 进入维护</translation>
    </message>
    <message>
      <source>{node} is joining</source>
      <translation>{node} 正在加入</translation>
    </message>
    <message>
      <source>{node} is offline</source>
      <translation>{node} 已离线</translation>
    </message>
    <message>
      <source>{node} is online</source>
      <translation>{node} 已在线</translation>
    </message>
    <message>
      <source>{node} is unclean: its state is not known until fenced</source>
      <translation>{node} 状态不明：在隔离之前无法得知其状态</translation>
    </message>
    <message>
      <source>{node} joined the configuration</source>
      <translation>{node} 已加入配置</translation>
    </message>
    <message>
      <source>{node} left maintenance</source>
      <translation>{node} 退出维护</translation>
    </message>
    <message>
      <source>{node} left standby</source>
      <translation>{node} 退出备用</translation>
    </message>
    <message>
      <source>{node} was removed from the configuration</source>
      <translation>{node} 已从配置中移除</translation>
    </message>
    <message>
      <source>{node} went to standby</source>
      <translation>{node} 进入备用</translation>
    </message>
    <message>
      <source>{time}, {severity}: {sentence}</source>
      <translation>{time}，{severity}：{sentence}</translation>
    </message>
    <message numerus="yes">
      <source>{what} ({n} times)</source>
      <translation>
        <numerusform>{what}（{n} 次）</numerusform>
      </translation>
    </message>
    <message>
      <source>{what}, {time}</source>
      <translation>{what}，用时 {time}</translation>
    </message>
    <message>
      <source>{what}: {reason}</source>
      <translation>{what}：{reason}</translation>
    </message>
    <message>
      <source>{who} added to the configuration</source>
      <translation>{who} 已加入配置</translation>
    </message>
    <message>
      <source>{who} cleaned up</source>
      <translation>已清理 {who}</translation>
    </message>
    <message>
      <source>{who} cleaned up on {node}</source>
      <translation>已清理 {who} 在 {node} 上的记录</translation>
    </message>
    <message>
      <source>{who} demoted on {node}</source>
      <translation>{who} 已在 {node} 上降级</translation>
    </message>
    <message>
      <source>{who} failed on {node}: {task}</source>
      <translation>{who} 在 {node} 上{task}失败</translation>
    </message>
    <message>
      <source>{who} is blocked on {node}: needs a person</source>
      <translation>{who} 在 {node} 上被阻塞：需要人工处理</translation>
    </message>
    <message>
      <source>{who} is blocked: needs a person</source>
      <translation>{who} 被阻塞：需要人工处理</translation>
    </message>
    <message>
      <source>{who} is managed by the cluster again</source>
      <translation>{who} 重新由集群管理</translation>
    </message>
    <message>
      <source>{who} is no longer blocked</source>
      <translation>{who} 不再被阻塞</translation>
    </message>
    <message>
      <source>{who} is no longer managed by the cluster</source>
      <translation>{who} 不再由集群管理</translation>
    </message>
    <message>
      <source>{who} promoted on {node}</source>
      <translation>{who} 已在 {node} 上提升</translation>
    </message>
    <message>
      <source>{who} removed from the configuration</source>
      <translation>{who} 已从配置中移除</translation>
    </message>
    <message>
      <source>{who} started on {node}</source>
      <translation>{who} 已在 {node} 上启动</translation>
    </message>
    <message>
      <source>{who} stopped on {node}</source>
      <translation>{who} 已在 {node} 上停止</translation>
    </message>
    <message>
      <source>{who} stopped on {origin}, started on {node}</source>
      <translation>{who} 已在 {origin} 上停止，在 {node} 上启动</translation>
    </message>
  </context>
  <context>
    <name>gesture</name>
    <message>
      <source>join {group}</source>
      <translation>加入 {group}</translation>
    </message>
    <message>
      <source>move within {group}</source>
      <translation>在 {group} 中移动</translation>
    </message>
    <message>
      <source>leave the group</source>
      <translation>离开资源组</translation>
    </message>
    <message>
      <source>make a group of them</source>
      <translation>组成新的资源组</translation>
    </message>
    <message>
      <source>prefer {node}</source>
      <translation>优先 {node}</translation>
    </message>
    <message>
      <source>prefer {node} always (∞)</source>
      <translation>始终优先 {node}（∞）</translation>
    </message>
    <message>
      <source>only on {node}</source>
      <translation>仅在 {node} 上</translation>
    </message>
    <message>
      <source>never on {node} (−∞)</source>
      <translation>绝不在 {node} 上（−∞）</translation>
    </message>
    <message>
      <source>move there now, leave no constraint</source>
      <translation>立即移到该节点，不留下约束</translation>
    </message>
    <message>
      <source>{who} starts first</source>
      <translation>{who} 先启动</translation>
    </message>
    <message>
      <source>{who} starts after {other}</source>
      <translation>{who} 在 {other} 之后启动</translation>
    </message>
    <message>
      <source>keep together</source>
      <translation>排列在一起</translation>
    </message>
    <message>
      <source>keep apart</source>
      <translation>相互分开</translation>
    </message>
    <message>
      <source>put the end on {other}</source>
      <translation>将端点改到 {other}</translation>
    </message>
    <message>
      <source>score</source>
      <translation>分数</translation>
    </message>
    <message>
      <source>mandatory</source>
      <translation>强制</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>one at a time</source>
      <translation>逐个进行</translation>
    </message>
    <message>
      <source>reverse</source>
      <translation>反转</translation>
    </message>
    <message>
      <source>delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>{who} → {other}</source>
      <translation>{who} → {other}</translation>
    </message>
    <message numerus="yes">
      <source>{who} and {n} more → {other}</source>
      <translation>
        <numerusform>{who} 等另外 {n} 个 → {other}</numerusform>
      </translation>
    </message>
    <message>
      <source>{who} → {other}…</source>
      <translation>{who} → {other}…</translation>
    </message>
    <message>
      <source>leaves {group}</source>
      <translation>离开 {group}</translation>
    </message>
    <message>
      <source>stop {who}</source>
      <translation>停止 {who}</translation>
    </message>
    <message>
      <source>to the end of {group}</source>
      <translation>移到 {group} 末尾</translation>
    </message>
    <message>
      <source>before {member}</source>
      <translation>移到 {member} 之前</translation>
    </message>
    <message>
      <source>joins {group}, last</source>
      <translation>加入 {group}，排在最后</translation>
    </message>
    <message>
      <source>joins {group} before {member}</source>
      <translation>加入 {group}，排在 {member} 之前</translation>
    </message>
    <message>
      <source>{who} is not in the configuration any more.</source>
      <translation>配置中已没有 {who}。</translation>
    </message>
    <message>
      <source>{node} is not in the configuration.</source>
      <translation>配置中没有 {node}。</translation>
    </message>
    <message>
      <source>The constraint is not there any more.</source>
      <translation>该约束已不存在。</translation>
    </message>
    <message>
      <source>{node} is only pinged; nothing can run there.</source>
      <translation>{node} 只用于 ping 检测，不能运行任何资源。</translation>
    </message>
    <message>
      <source>{who} is a group; groups hold single resources only.</source>
      <translation>{who} 是资源组；资源组只能包含单个资源。</translation>
    </message>
    <message>
      <source>{who} is cloned; groups hold single resources only.</source>
      <translation>{who} 已被克隆；资源组只能包含单个资源。</translation>
    </message>
    <message>
      <source>{who} runs in containers and can be in no group.</source>
      <translation>{who} 运行在容器中，不能加入资源组。</translation>
    </message>
    <message>
      <source>{who} and {other} are in the group {group}: they start in its order and stay together already.</source>
      <translation>{who} 与 {other} 同在资源组 {group} 中：它们已按组内顺序启动并排列在一起。</translation>
    </message>
    <message>
      <source>{who} and {other} are parts of one thing.</source>
      <translation>{who} 与 {other} 属于同一个整体。</translation>
    </message>
    <message>
      <source>This constraint has no single end; edit its sets in the inspector.</source>
      <translation>该约束没有单一端点；请在检查器中编辑其资源集。</translation>
    </message>
    <message>
      <source>Constraints end on a resource; let go on a card.</source>
      <translation>约束须以资源为端点；请在卡片上松开。</translation>
    </message>
    <message>
      <source>This end is a node; let go on a node.</source>
      <translation>这一端是节点；请在节点上松开。</translation>
    </message>
    <message>
      <source>Only one resource can be moved at a time.</source>
      <translation>一次只能移动一个资源。</translation>
    </message>
    <message>
      <source>{who} runs in several copies; the cluster places them by scores only.</source>
      <translation>{who} 以多个副本运行；集群只按分数安排它们。</translation>
    </message>
    <message>
      <source>{who} does not run anywhere.</source>
      <translation>{who} 未在任何节点运行。</translation>
    </message>
    <message>
      <source>{who} runs on {node} already.</source>
      <translation>{who} 已在 {node} 上运行。</translation>
    </message>
    <message>
      <source>{node} is offline.</source>
      <translation>{node} 已离线。</translation>
    </message>
    <message>
      <source>{node} is in standby.</source>
      <translation>{node} 处于备用状态。</translation>
    </message>
    <message>
      <source>In maintenance the cluster moves nothing.</source>
      <translation>维护期间集群不会移动任何资源。</translation>
    </message>
    <message>
      <source>It is so already.</source>
      <translation>已经如此。</translation>
    </message>
    <message>
      <source>{who} on which node?</source>
      <translation>{who} 放在哪个节点？</translation>
    </message>
    <message>
      <source>{who} into which group, and where?</source>
      <translation>把 {who} 加入哪个资源组的哪个位置？</translation>
    </message>
    <message>
      <source>{constraint}: what in place of {who}?</source>
      <translation>{constraint}：用什么取代 {who}？</translation>
    </message>
    <message>
      <source>the place before it in {group}</source>
      <translation>{group} 中它之前的位置</translation>
    </message>
    <message>
      <source>{who} in a new group with what?</source>
      <translation>{who} 与哪个资源组成新资源组？</translation>
    </message>
    <message>
      <source>{who} starts after what?</source>
      <translation>{who} 在哪个资源之后启动？</translation>
    </message>
    <message>
      <source>{who} stays with what?</source>
      <translation>{who} 与哪个资源排列在一起？</translation>
    </message>
    <message>
      <source>{who} stays apart from what?</source>
      <translation>{who} 与哪个资源分开？</translation>
    </message>
    <message>
      <source>node</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>group</source>
      <translation>资源组</translation>
    </message>
    <message>
      <source>clone</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>bundle</source>
      <translation>容器捆绑</translation>
    </message>
    <message>
      <source>resource</source>
      <translation>资源</translation>
    </message>
    <message>
      <source>Drag to another card: start before or after it, stay with it or apart.
Drag the card itself: into a group, onto a node, onto another card.</source>
      <translation>拖到另一张卡片：在其之前或之后启动，与其排列在一起或分开。
拖动卡片本身：放入资源组、节点或另一张卡片。</translation>
    </message>
    <message>
      <source>Drag this end to another card or node.</source>
      <translation>将这一端拖到另一张卡片或节点。</translation>
    </message>
    <message>
      <source>Enter or F2: edit · Delete: remove</source>
      <translation>Enter 或 F2：编辑 · Delete：删除</translation>
    </message>
    <message>
      <source>Alt+Up, Alt+Down: start earlier or later in its group</source>
      <translation>Alt+上、Alt+下：在组内提前或推后启动</translation>
    </message>
  </context>
  <context>
    <name>ghost</name>
    <message>
      <source>Changed in the draft; not committed yet</source>
      <translation>已在草稿中更改，尚未提交</translation>
    </message>
    <message>
      <source>Foretold: {fate}</source>
      <translation>预计：{fate}</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>from {nodes}</source>
      <translation>来自 {nodes}</translation>
    </message>
    <message>
      <source>outage about {time}</source>
      <translation>中断约 {time}</translation>
    </message>
    <message>
      <source>would be fenced</source>
      <translation>将被隔离</translation>
    </message>
    <message>
      <source>would move here</source>
      <translation>将移到此处</translation>
    </message>
    <message>
      <source>would move here live</source>
      <translation>将在线迁移到此</translation>
    </message>
    <message>
      <source>would start here</source>
      <translation>将在此启动</translation>
    </message>
    <message>
      <source>→ {node}, live</source>
      <translation>→ {node}（在线）</translation>
    </message>
    <message>
      <source>↻ restarts</source>
      <translation>↻ 重启</translation>
    </message>
    <message>
      <source>■ stops</source>
      <translation>■ 停止</translation>
    </message>
    <message>
      <source>◆ would be promoted</source>
      <translation>◆ 将提升</translation>
    </message>
    <message>
      <source>○ would be demoted</source>
      <translation>○ 将降级</translation>
    </message>
  </context>
  <context>
    <name>health</name>
    <message>
      <source>&lt; 1 s</source>
      <translation>&lt; 1 秒</translation>
    </message>
    <message>
      <source>A lab: all nodes are on this computer, and may be broken at will</source>
      <translation>实验环境：所有节点都在本机上，可以随意破坏</translation>
    </message>
    <message>
      <source>A lost node is not switched off: data may be damaged</source>
      <translation>失联的节点不会被关闭：数据可能受损</translation>
    </message>
    <message>
      <source>A moment of the past; the bar below says which</source>
      <translation>过去的某一时刻；下方的回放条说明是哪一刻</translation>
    </message>
    <message>
      <source>All menus (F10)</source>
      <translation>所有菜单 (F10)</translation>
    </message>
    <message>
      <source>Click for the list of alarms</source>
      <translation>单击查看告警列表</translation>
    </message>
    <message>
      <source>Clusters, connect, open</source>
      <translation>集群、连接、打开</translation>
    </message>
    <message>
      <source>DC {node}</source>
      <translation>DC {node}</translation>
    </message>
    <message>
      <source>Fencing off</source>
      <translation>隔离已关闭</translation>
    </message>
    <message>
      <source>Lab ▾</source>
      <translation>实验 ▾</translation>
    </message>
    <message>
      <source>Lab: {what} +{more} ▾</source>
      <translation>实验：{what} +{more} ▾</translation>
    </message>
    <message>
      <source>Lab: {what} ▾</source>
      <translation>实验：{what} ▾</translation>
    </message>
    <message>
      <source>Left behind by a move, a ban or a standby, and still in force</source>
      <translation>由迁移、禁止或备用留下，仍然有效</translation>
    </message>
    <message>
      <source>Maintenance</source>
      <translation>维护</translation>
    </message>
    <message>
      <source>Menus</source>
      <translation>菜单</translation>
    </message>
    <message>
      <source>Muted</source>
      <translation>已静音</translation>
    </message>
    <message>
      <source>No DC</source>
      <translation>没有 DC</translation>
    </message>
    <message>
      <source>No node decides at the moment; one is elected within seconds</source>
      <translation>目前没有节点作决定；几秒内会选出</translation>
    </message>
    <message>
      <source>not live</source>
      <translation>非实时</translation>
    </message>
    <message>
      <source>PRODUCTION</source>
      <translation>生产</translation>
    </message>
    <message>
      <source>Quorum lost: {online} of {all}</source>
      <translation>失去法定票数：{online}/{all}</translation>
    </message>
    <message>
      <source>Quorum {online} of {all}</source>
      <translation>法定票数 {online}/{all}</translation>
    </message>
    <message>
      <source>STALE</source>
      <translation>已过时</translation>
    </message>
    <message>
      <source>STALE since {time} — no engine answers for {age}: this is the last known state</source>
      <translation>自 {time} 起已过时 — {age} 以来没有引擎响应：这是最后已知的状态</translation>
    </message>
    <message>
      <source>STALE since {time} — no engine answers: this is the last known state</source>
      <translation>自 {time} 起已过时 — 没有引擎响应：这是最后已知的状态</translation>
    </message>
    <message>
      <source>Show what failed</source>
      <translation>显示故障</translation>
    </message>
    <message>
      <source>Show what is wrong</source>
      <translation>显示问题</translation>
    </message>
    <message>
      <source>The cluster starts, stops and watches nothing now</source>
      <translation>集群目前不启动、不停止、不监控任何资源</translation>
    </message>
    <message>
      <source>The designated controller: the node that decides</source>
      <translation>指定控制器：作出决定的节点</translation>
    </message>
    <message>
      <source>This cluster is marked as one to be careful with</source>
      <translation>此集群已标记为须谨慎操作</translation>
    </message>
    <message>
      <source>This partition of the cluster may run resources</source>
      <translation>集群的这一分区可以运行资源</translation>
    </message>
    <message>
      <source>Too few nodes are here to decide: resources may be stopped</source>
      <translation>在场节点太少，无法作出决定：资源可能被停止</translation>
    </message>
    <message>
      <source>What is shown is the last known state</source>
      <translation>显示的是最后已知的状态</translation>
    </message>
    <message>
      <source>Why?</source>
      <translation>为什么？</translation>
    </message>
    <message>
      <source>connecting…</source>
      <translation>正在连接…</translation>
    </message>
    <message>
      <source>file {name}</source>
      <translation>文件 {name}</translation>
    </message>
    <message>
      <source>live · {age}</source>
      <translation>实时 · {age}</translation>
    </message>
    <message>
      <source>live · {age} · from {nodes}</source>
      <translation>实时 · {age} · 来自 {nodes}</translation>
    </message>
    <message>
      <source>{node}: {how}</source>
      <translation>{node}：{how}</translation>
    </message>
    <message numerus="yes">
      <source>{n} failure(s)</source>
      <translation>
        <numerusform>{n} 个故障</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes</source>
      <translation>
        <numerusform>{n} 个节点</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} temporary</source>
      <translation>
        <numerusform>{n} 个临时项</numerusform>
      </translation>
    </message>
    <message>
      <source>{what}. Click for the way back</source>
      <translation>{what}。单击以查看恢复方法</translation>
    </message>
  </context>
  <context>
    <name>incident</name>
    <message>
      <source>{state} · {length}</source>
      <translation>{state} · {length}</translation>
    </message>
    <message>
      <source>Show on timeline</source>
      <translation>在时间线上显示</translation>
    </message>
    <message>
      <source>Show this stretch of time on the timeline</source>
      <translation>在时间线上显示这段时间</translation>
    </message>
    <message>
      <source>Replay from here</source>
      <translation>从此处回放</translation>
    </message>
    <message>
      <source>Show the cluster as it was just before, and play it from there</source>
      <translation>显示集群在此之前的样子，并从那里开始回放</translation>
    </message>
    <message>
      <source>Copy as text</source>
      <translation>复制为文本</translation>
    </message>
    <message>
      <source>Put all of this into the clipboard as plain text, for a ticket</source>
      <translation>将全部内容作为纯文本放入剪贴板，供工单使用</translation>
    </message>
    <message>
      <source>Also: {what}</source>
      <translation>另外：{what}</translation>
    </message>
    <message>
      <source>What moved</source>
      <translation>移动了什么</translation>
    </message>
    <message>
      <source>Further causes, probes, and what is to be done</source>
      <translation>其他原因、探测结果，以及要做的事</translation>
    </message>
    <message>
      <source>What</source>
      <translation>什么</translation>
    </message>
    <message>
      <source>From</source>
      <translation>原在</translation>
    </message>
    <message>
      <source>To</source>
      <translation>现在</translation>
    </message>
    <message>
      <source>Down for</source>
      <translation>中断</translation>
    </message>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>及另外 {n} 个</numerusform>
      </translation>
    </message>
    <message>
      <source>No failure is in the histories of this file. What happened is seen as it happens where a cluster is connected, or in a recording.</source>
      <translation>此文件的操作历史中没有失败。要看到事情经过，请连接集群，或打开录制。</translation>
    </message>
    <message>
      <source>Nothing has gone wrong since this cluster is watched. When a node is lost, an operation fails or resources have to move, it is told here step by step: detected, fenced, stopped, started, healthy.</source>
      <translation>自开始观察此集群以来，没有发生故障。节点丢失、操作失败或资源需要移动时，这里会逐步说明：发现、隔离、停止、启动、恢复正常。</translation>
    </message>
    <message>
      <source>Incidents</source>
      <translation>故障事件</translation>
    </message>
    <message>
      <source>Incident</source>
      <translation>故障事件</translation>
    </message>
    <message>
      <source>When</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>Took</source>
      <translation>用时</translation>
    </message>
    <message>
      <source>Incident {n} of {cluster}: {what}</source>
      <translation>{cluster} 的故障事件 {n}：{what}</translation>
    </message>
    <message>
      <source>Began {date} {begin} ({zone}), {length}: {state}</source>
      <translation>开始于 {date} {begin}（{zone}），{length}：{state}</translation>
    </message>
    <message>
      <source>Causes</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>Steps</source>
      <translation>步骤</translation>
    </message>
    <message>
      <source>Moves</source>
      <translation>移动</translation>
    </message>
    <message>
      <source>Seen by probes</source>
      <translation>探测所见</translation>
    </message>
    <message>
      <source>To do</source>
      <translation>要做的事</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>详情</translation>
    </message>
    <message>
      <source>Show this incident step by step (Alt+0)</source>
      <translation>逐步显示此故障事件 (Alt+0)</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Seen; it stays in the list of incidents</source>
      <translation>已看到；它仍保留在故障事件列表中</translation>
    </message>
    <message>
      <source>{what}: {begin} to {end}</source>
      <translation>{what}：{begin} 至 {end}</translation>
    </message>
    <message>
      <source>{step}, as it was seen from here</source>
      <translation>{step}，以此处所见为准</translation>
    </message>
    <message>
      <source>{what} · {step} {time} · since {begin}</source>
      <translation>{what} · {step} {time} · 始于 {begin}</translation>
    </message>
    <message>
      <source>{where} did not answer for {ms} ms (perhaps {slack} ms longer)</source>
      <translation>{where} 有 {ms} 毫秒没有应答（可能再长 {slack} 毫秒）</translation>
    </message>
    <message>
      <source>all is well again</source>
      <translation>已恢复正常</translation>
    </message>
    <message numerus="yes">
      <source>{what}, and {n} more</source>
      <translation>
        <numerusform>{what}，及另外 {n} 项</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{what}, {n} times</source>
      <translation>
        <numerusform>{what}，共 {n} 次</numerusform>
      </translation>
    </message>
    <message>
      <source>{what}: {words}</source>
      <translation>{what}：{words}</translation>
    </message>
    <message>
      <source>{what}: since {begin}</source>
      <translation>{what}：始于 {begin}</translation>
    </message>
    <message>
      <source>{step}, by the node's own history</source>
      <translation>{step}，以节点自身的历史为准</translation>
    </message>
    <message>
      <source>{what} · all is well after {time}</source>
      <translation>{what} · {time} 后恢复正常</translation>
    </message>
    <message>
      <source>nowhere</source>
      <translation>无处</translation>
    </message>
    <message>
      <source>down for {time}</source>
      <translation>已中断 {time}</translation>
    </message>
    <message>
      <source>{where} does not answer for {time}</source>
      <translation>{where} 已有 {time} 没有应答</translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} 及另外 {n} 个</numerusform>
      </translation>
    </message>
    <message>
      <source>going on</source>
      <translation>进行中</translation>
    </message>
    <message>
      <source>settled, but not all is well</source>
      <translation>已稳定，但未全部恢复</translation>
    </message>
    <message>
      <source>planned, done</source>
      <translation>计划内，已完成</translation>
    </message>
    <message>
      <source>{node} lost</source>
      <translation>{node} 丢失</translation>
    </message>
    <message>
      <source>{node} left</source>
      <translation>{node} 离开</translation>
    </message>
    <message>
      <source>{resource} failed on {node}</source>
      <translation>{resource} 在 {node} 上失败</translation>
    </message>
    <message>
      <source>Quorum lost</source>
      <translation>失去法定票数</translation>
    </message>
    <message>
      <source>Fencing of {node} failed</source>
      <translation>隔离 {node} 失败</translation>
    </message>
    <message>
      <source>{node} set to maintenance</source>
      <translation>{node} 被设为维护</translation>
    </message>
    <message>
      <source>{node} set to standby</source>
      <translation>{node} 被设为备用</translation>
    </message>
    <message>
      <source>Configuration changed</source>
      <translation>配置已更改</translation>
    </message>
    <message>
      <source>{node} went without having been told to: the cluster lost it</source>
      <translation>{node} 未经指令而消失：集群失去了它</translation>
    </message>
    <message>
      <source>{node} left in order, or was fenced by an operator</source>
      <translation>{node} 正常离开，或被管理员隔离</translation>
    </message>
    <message>
      <source>The {task} of {resource} failed on {node}</source>
      <translation>{resource} 的 {task} 在 {node} 上失败</translation>
    </message>
    <message>
      <source>Quorum was lost: too few members to decide</source>
      <translation>失去法定票数：成员太少，无法决定</translation>
    </message>
    <message>
      <source>{node} could not be fenced (yet)</source>
      <translation>（尚）无法隔离 {node}</translation>
    </message>
    <message>
      <source>{what} (by {who})</source>
      <translation>{what}（由 {who}）</translation>
    </message>
    <message>
      <source>fencing failed, trying on…</source>
      <translation>隔离失败，继续尝试…</translation>
    </message>
    <message>
      <source>stopping failed, going on…</source>
      <translation>停止失败，继续处理…</translation>
    </message>
    <message>
      <source>settled, but…</source>
      <translation>已稳定，但…</translation>
    </message>
    <message>
      <source>From the disturbance until the cluster took note</source>
      <translation>从故障发生到集群察觉</translation>
    </message>
    <message>
      <source>Until the lost nodes were certainly off</source>
      <translation>直到确认丢失的节点已关闭</translation>
    </message>
    <message>
      <source>Until the last of what had to stop was stopped</source>
      <translation>直到需要停止的最后一个已停止</translation>
    </message>
    <message>
      <source>Until the last start or promotion was done</source>
      <translation>直到最后一次启动或提升完成</translation>
    </message>
    <message>
      <source>Until all that should be active was active</source>
      <translation>直到应当运行的全部都在运行</translation>
    </message>
    <message>
      <source>{what} · settled after {time}, but not as it should be: {names}</source>
      <translation>{what} · {time} 后已稳定，但未恢复：{names}</translation>
    </message>
    <message>
      <source>{node} again</source>
      <translation>又在 {node}</translation>
    </message>
    <message>
      <source>not yet</source>
      <translation>尚未</translation>
    </message>
    <message>
      <source>not interrupted</source>
      <translation>未中断</translation>
    </message>
    <message>
      <source>Nothing of the lost node is started elsewhere until it is fenced: check the fencing device, or make sure that the node is off and confirm it (stonith_admin --confirm).</source>
      <translation>丢失的节点被隔离之前，其资源不会在别处启动：请检查隔离设备，或确认该节点已断电后手动确认（stonith_admin --confirm）。</translation>
    </message>
    <message>
      <source>Bring members back until there is quorum again.</source>
      <translation>请让成员恢复，直到重新达到法定票数。</translation>
    </message>
    <message>
      <source>Not as it should be: {names}. See why in the problems, mend it, then clean up.</source>
      <translation>未恢复：{names}。请在“问题”中查看原因，修复后再清理。</translation>
    </message>
    <message>
      <source>Find out why {nodes} went, and let it join again.</source>
      <translation>请查明 {nodes} 消失的原因，并让它重新加入。</translation>
    </message>
    <message>
      <source>Find out why it failed, then clean up the failure.</source>
      <translation>请查明失败原因，然后清理该失败记录。</translation>
    </message>
    <message>
      <source>planned, going on</source>
      <translation>计划内，进行中</translation>
    </message>
    <message>
      <source>detected</source>
      <translation>已发现</translation>
    </message>
    <message>
      <source>detecting…</source>
      <translation>正在发现…</translation>
    </message>
    <message>
      <source>fenced</source>
      <translation>已隔离</translation>
    </message>
    <message>
      <source>fencing…</source>
      <translation>正在隔离…</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>stopping…</source>
      <translation>正在停止…</translation>
    </message>
    <message>
      <source>not all started</source>
      <translation>未全部启动</translation>
    </message>
    <message>
      <source>starting failed, going on…</source>
      <translation>启动失败，继续处理…</translation>
    </message>
    <message>
      <source>started</source>
      <translation>已启动</translation>
    </message>
    <message>
      <source>starting…</source>
      <translation>正在启动…</translation>
    </message>
    <message>
      <source>healthy</source>
      <translation>已正常</translation>
    </message>
    <message>
      <source>settling…</source>
      <translation>正在稳定…</translation>
    </message>
    <message>
      <source>{name} (promoted)</source>
      <translation>{name}（已提升）</translation>
    </message>
    <message>
      <source>nowhere, as it should be</source>
      <translation>无处，本应如此</translation>
    </message>
    <message>
      <source>waits for fencing</source>
      <translation>等待隔离</translation>
    </message>
  </context>
  <context>
    <name>inspector</name>
    <message>
      <source>&amp;Delete constraint</source>
      <translation>删除约束(&amp;D)</translation>
    </message>
    <message>
      <source>&amp;Kind</source>
      <translation>类型(&amp;K)</translation>
    </message>
    <message>
      <source>&amp;Score</source>
      <translation>分数(&amp;S)</translation>
    </message>
    <message>
      <source>A condition has no id, so it cannot be named in an edit</source>
      <translation>某个条件没有 id，无法在编辑中指明</translation>
    </message>
    <message>
      <source>A group {id} with it as the only member</source>
      <translation>以它为唯一成员的资源组 {id}</translation>
    </message>
    <message>
      <source>A location of its own for {id}: one location has one rule</source>
      <translation>为 {id} 另建一个位置约束：一个位置约束只有一条规则</translation>
    </message>
    <message>
      <source>A set is shared with other constraints; change it there</source>
      <translation>某个集合与其他约束共用；请在那里更改</translation>
    </message>
    <message>
      <source>Add a condition on a node's attribute</source>
      <translation>添加关于节点属性的条件</translation>
    </message>
    <message>
      <source>Add a condition on the time</source>
      <translation>添加关于时间的条件</translation>
    </message>
    <message>
      <source>Add conditions joined the other way</source>
      <translation>添加以另一种方式组合的条件</translation>
    </message>
    <message>
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <source>Adds a resource to this set</source>
      <translation>向此集合添加资源</translation>
    </message>
    <message>
      <source>Alert {id}</source>
      <translation>告警 {id}</translation>
    </message>
    <message>
      <source>As XML</source>
      <translation>XML</translation>
    </message>
    <message>
      <source>Begins a further set with a resource</source>
      <translation>以一个资源开始新的集合</translation>
    </message>
    <message>
      <source>Blocked</source>
      <translation>被阻塞</translation>
    </message>
    <message>
      <source>Bundle</source>
      <translation>捆绑包</translation>
    </message>
    <message>
      <source>Clean up</source>
      <translation>清理</translation>
    </message>
    <message>
      <source>Clean up all</source>
      <translation>全部清理</translation>
    </message>
    <message>
      <source>Clone it</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>Cluster</source>
      <translation>集群</translation>
    </message>
    <message>
      <source>Command</source>
      <translation>命令</translation>
    </message>
    <message>
      <source>Constraints</source>
      <translation>约束</translation>
    </message>
    <message>
      <source>Constraints then name what was cloned</source>
      <translation>约束随后指向被克隆的资源</translation>
    </message>
    <message>
      <source>Contents</source>
      <translation>内容</translation>
    </message>
    <message>
      <source>Copy the {tool} commands</source>
      <translation>复制 {tool} 命令</translation>
    </message>
    <message>
      <source>Cut off</source>
      <translation>断开网络</translation>
    </message>
    <message>
      <source>DC</source>
      <translation>DC</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>详细信息</translation>
    </message>
    <message>
      <source>Dissolve the group</source>
      <translation>解散资源组</translation>
    </message>
    <message>
      <source>Document</source>
      <translation>文档</translation>
    </message>
    <message>
      <source>Drag, or Alt+Up and Alt+Down; Delete takes out</source>
      <translation>拖动，或 Alt+上/下；Delete 取出</translation>
    </message>
    <message>
      <source>Drag, or Alt+Up and Alt+Down; Delete takes out of the group; Enter shows the member</source>
      <translation>拖动，或 Alt+上/下；Delete 移出资源组；Enter 显示该成员</translation>
    </message>
    <message>
      <source>E&amp;nds</source>
      <translation>两端(&amp;N)</translation>
    </message>
    <message>
      <source>Engine</source>
      <translation>引擎</translation>
    </message>
    <message>
      <source>Exchanges both ends, with their roles and actions</source>
      <translation>交换两端及其角色和动作</translation>
    </message>
    <message>
      <source>Expected up</source>
      <translation>预期在线</translation>
    </message>
    <message>
      <source>Fail counts</source>
      <translation>失败计数</translation>
    </message>
    <message>
      <source>Failure ignored</source>
      <translation>已忽略故障</translation>
    </message>
    <message>
      <source>Failures</source>
      <translation>故障</translation>
    </message>
    <message>
      <source>Feature set</source>
      <translation>功能集</translation>
    </message>
    <message>
      <source>Fencing topology</source>
      <translation>隔离拓扑</translation>
    </message>
    <message>
      <source>Find out anew what runs on this node</source>
      <translation>重新探测此节点上运行的资源</translation>
    </message>
    <message>
      <source>Forget its failures, so that it is tried again</source>
      <translation>清除其失败记录，使其重新尝试</translation>
    </message>
    <message>
      <source>Forget its history and find out its state anew</source>
      <translation>清除其历史并重新探测状态</translation>
    </message>
    <message>
      <source>Forget this node's failures</source>
      <translation>清除此节点的失败记录</translation>
    </message>
    <message>
      <source>Freeze</source>
      <translation>冻结</translation>
    </message>
    <message>
      <source>From the defaults, or from a set that is shared</source>
      <translation>来自默认值或共用的集合</translation>
    </message>
    <message>
      <source>Health</source>
      <translation>健康状况</translation>
    </message>
    <message>
      <source>How both are compared</source>
      <translation>比较方式</translation>
    </message>
    <message>
      <source>ISO 8601, in each node's own time unless a zone is given</source>
      <translation>ISO 8601；未注明时区时按各节点本地时间</translation>
    </message>
    <message>
      <source>If committed</source>
      <translation>若提交</translation>
    </message>
    <message>
      <source>In words</source>
      <translation>文字说明</translation>
    </message>
    <message>
      <source>Instances</source>
      <translation>实例</translation>
    </message>
    <message>
      <source>Instead of one score for all nodes: each node's own attribute of this name</source>
      <translation>不对所有节点使用同一分数，而取各节点自己的同名属性</translation>
    </message>
    <message>
      <source>It is no longer in the configuration, yet still known on a node.</source>
      <translation>它已不在配置中，但仍有节点保留其记录。</translation>
    </message>
    <message>
      <source>It runs on its own then; its place in the order is lost</source>
      <translation>它随后单独运行，并失去顺序中的位置</translation>
    </message>
    <message>
      <source>Its members stay, each on its own</source>
      <translation>成员保留，各自独立</translation>
    </message>
    <message>
      <source>Its own view</source>
      <translation>节点自身的看法</translation>
    </message>
    <message numerus="yes">
      <source>Last known to run here ({n})</source>
      <translation>
        <numerusform>最后已知在此运行（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>Last written</source>
      <translation>上次写入</translation>
    </message>
    <message>
      <source>Lasting attributes</source>
      <translation>永久属性</translation>
    </message>
    <message>
      <source>Leave {group}</source>
      <translation>离开 {group}</translation>
    </message>
    <message>
      <source>Locked to</source>
      <translation>锁定到</translation>
    </message>
    <message>
      <source>Made by</source>
      <translation>由其产生</translation>
    </message>
    <message>
      <source>Maintenance</source>
      <translation>维护</translation>
    </message>
    <message>
      <source>Maintenance of the whole cluster</source>
      <translation>整个集群的维护</translation>
    </message>
    <message>
      <source>Make a group of it</source>
      <translation>建为资源组</translation>
    </message>
    <message>
      <source>Make it a plain clone</source>
      <translation>改为普通克隆</translation>
    </message>
    <message>
      <source>Make it promotable</source>
      <translation>改为可提升</translation>
    </message>
    <message>
      <source>Managed</source>
      <translation>受管</translation>
    </message>
    <message>
      <source>Members</source>
      <translation>成员</translation>
    </message>
    <message>
      <source>Members, in start order</source>
      <translation>成员（按启动顺序）</translation>
    </message>
    <message>
      <source>Membership</source>
      <translation>成员关系</translation>
    </message>
    <message>
      <source>Meta attributes</source>
      <translation>元属性</translation>
    </message>
    <message>
      <source>Node</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>Nodes</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>Not understood, kept as it is</source>
      <translation>无法识别，原样保留</translation>
    </message>
    <message>
      <source>Nothing can be edited now</source>
      <translation>现在不能编辑</translation>
    </message>
    <message>
      <source>Nothing changes on this node.</source>
      <translation>此节点没有变化。</translation>
    </message>
    <message>
      <source>Nothing happens to it.</source>
      <translation>它不受影响。</translation>
    </message>
    <message>
      <source>Of a cloned first: whether all copies must be up, or one is enough</source>
      <translation>前者为克隆时：须所有实例就绪，还是一个即可</translation>
    </message>
    <message>
      <source>Of a kind that cannot be edited here; it is kept as it is</source>
      <translation>此类内容不能在此编辑；将原样保留</translation>
    </message>
    <message>
      <source>Off moves everything off this node and keeps it off</source>
      <translation>关闭后会迁走此节点上的所有资源且不再放回</translation>
    </message>
    <message>
      <source>On leaves this node's resources as they are, unwatched</source>
      <translation>打开后保持此节点的资源现状，不再监控</translation>
    </message>
    <message>
      <source>On starts, stops and watches nothing</source>
      <translation>打开后不启动、不停止、不监控任何资源</translation>
    </message>
    <message>
      <source>On: its resources are left as they are, unwatched</source>
      <translation>开：其资源保持原状，不受监视</translation>
    </message>
    <message>
      <source>On: nothing runs there; everything moves off the node</source>
      <translation>开：其上不运行任何资源，全部移走</translation>
    </message>
    <message>
      <source>One copy on every node, as {id}</source>
      <translation>每个节点一个实例，名为 {id}</translation>
    </message>
    <message>
      <source>One copy on every node, one of them promoted, as {id}</source>
      <translation>每个节点一个实例，其中一个被提升，名为 {id}</translation>
    </message>
    <message>
      <source>Online</source>
      <translation>在线</translation>
    </message>
    <message>
      <source>Operation defaults</source>
      <translation>操作默认值</translation>
    </message>
    <message>
      <source>Operation history</source>
      <translation>操作历史</translation>
    </message>
    <message>
      <source>Operations configured</source>
      <translation>已配置的操作</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>参数</translation>
    </message>
    <message>
      <source>Per node</source>
      <translation>每个节点</translation>
    </message>
    <message>
      <source>Power on</source>
      <translation>通电</translation>
    </message>
    <message>
      <source>Promotable clone</source>
      <translation>可提升克隆</translation>
    </message>
    <message>
      <source>Properties</source>
      <translation>集群属性</translation>
    </message>
    <message>
      <source>Pull the plug</source>
      <translation>拔掉电源</translation>
    </message>
    <message>
      <source>Quorum</source>
      <translation>法定票数</translation>
    </message>
    <message>
      <source>R&amp;ules</source>
      <translation>规则(&amp;U)</translation>
    </message>
    <message>
      <source>Refresh</source>
      <translation>刷新</translation>
    </message>
    <message>
      <source>Refresh all</source>
      <translation>全部刷新</translation>
    </message>
    <message>
      <source>Regular expression for the ids of resources</source>
      <translation>匹配资源 id 的正则表达式</translation>
    </message>
    <message>
      <source>Remove the clone</source>
      <translation>取消克隆</translation>
    </message>
    <message>
      <source>Replicas</source>
      <translation>副本数</translation>
    </message>
    <message>
      <source>Resource defaults</source>
      <translation>资源默认值</translation>
    </message>
    <message>
      <source>Resources</source>
      <translation>资源</translation>
    </message>
    <message>
      <source>Rest</source>
      <translation>其他</translation>
    </message>
    <message>
      <source>Reverse the direction</source>
      <translation>反转方向</translation>
    </message>
    <message>
      <source>Role</source>
      <translation>角色</translation>
    </message>
    <message numerus="yes">
      <source>Running here ({n})</source>
      <translation>
        <numerusform>在此运行（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>Runs resources (off: standby)</source>
      <translation>运行资源（关：备用）</translation>
    </message>
    <message>
      <source>Say it as a pair</source>
      <translation>改用一对资源</translation>
    </message>
    <message>
      <source>Say it with a node</source>
      <translation>改用节点</translation>
    </message>
    <message>
      <source>Say it with a rule</source>
      <translation>改用规则</translation>
    </message>
    <message>
      <source>Say it with sets</source>
      <translation>改用集合</translation>
    </message>
    <message>
      <source>Says the same with a rule, to which conditions can be added</source>
      <translation>用规则表达同样含义，可再添加条件</translation>
    </message>
    <message>
      <source>Says the same with resource sets, to which resources can be added</source>
      <translation>用资源集合表达同样含义，可再添加资源</translation>
    </message>
    <message>
      <source>Says the same without a rule</source>
      <translation>不用规则表达同样含义</translation>
    </message>
    <message>
      <source>Says the same without resource sets</source>
      <translation>不用资源集合表达同样含义</translation>
    </message>
    <message>
      <source>Schema</source>
      <translation>模式</translation>
    </message>
    <message>
      <source>Scores of the nodes</source>
      <translation>各节点的分数</translation>
    </message>
    <message>
      <source>Scores of {member}, the first of the group, which the others follow</source>
      <translation>{member} 的分数：它是资源组的第一个成员，其余成员随它而定</translation>
    </message>
    <message>
      <source>Sets, in order</source>
      <translation>集合，按顺序</translation>
    </message>
    <message>
      <source>Shutting down</source>
      <translation>正在关闭</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Structure</source>
      <translation>结构</translation>
    </message>
    <message>
      <source>Tags</source>
      <translation>标签</translation>
    </message>
    <message>
      <source>Takes the constraint out of the configuration; undo brings it back</source>
      <translation>从配置中删除此约束；撤销可恢复</translation>
    </message>
    <message>
      <source>Target role</source>
      <translation>目标角色</translation>
    </message>
    <message>
      <source>Thaw</source>
      <translation>解冻</translation>
    </message>
    <message>
      <source>The cluster writes this itself</source>
      <translation>由集群自己写入</translation>
    </message>
    <message>
      <source>The rule is shared with other constraints; change it there</source>
      <translation>该规则与其他约束共用；请在那里更改</translation>
    </message>
    <message>
      <source>There is nothing here that could be edited</source>
      <translation>此处没有可编辑的内容</translation>
    </message>
    <message>
      <source>This constraint is no longer there.</source>
      <translation>此约束已不存在。</translation>
    </message>
    <message>
      <source>This node is no longer there.</source>
      <translation>此节点已不存在。</translation>
    </message>
    <message>
      <source>This resource is no longer there.</source>
      <translation>此资源已不存在。</translation>
    </message>
    <message>
      <source>Together are nodes with the same value of this attribute</source>
      <translation>此属性值相同的节点视为同处</translation>
    </message>
    <message>
      <source>Transient attributes</source>
      <translation>临时属性</translation>
    </message>
    <message>
      <source>Under way</source>
      <translation>正在进行</translation>
    </message>
    <message>
      <source>Utilization</source>
      <translation>利用率</translation>
    </message>
    <message>
      <source>Where it runs, with what, after what, or with which ticket</source>
      <translation>在哪里运行、与谁一起、在谁之后，或需要哪个票据</translation>
    </message>
    <message>
      <source>Whether some copies may be promoted</source>
      <translation>是否可有实例被提升</translation>
    </message>
    <message>
      <source>Whether the wishes and failures of the first also count for where the second runs</source>
      <translation>前者的偏好和失败是否也影响后者的位置</translation>
    </message>
    <message>
      <source>Whether they stop in the opposite order</source>
      <translation>是否按相反顺序停止</translation>
    </message>
    <message>
      <source>Why it does not run</source>
      <translation>未运行的原因</translation>
    </message>
    <message>
      <source>Why it would go to {node}</source>
      <translation>为何会到 {node}</translation>
    </message>
    <message>
      <source>Why it would stop</source>
      <translation>为何会停止</translation>
    </message>
    <message>
      <source>Why nowhere</source>
      <translation>为何未在任何节点上运行</translation>
    </message>
    <message>
      <source>Why on {node}</source>
      <translation>为何在 {node} 上</translation>
    </message>
    <message>
      <source>Written by</source>
      <translation>写入者</translation>
    </message>
    <message>
      <source>a node attribute</source>
      <translation>节点属性</translation>
    </message>
    <message>
      <source>action</source>
      <translation>动作</translation>
    </message>
    <message>
      <source>add</source>
      <translation>添加</translation>
    </message>
    <message>
      <source>all at once</source>
      <translation>同时进行</translation>
    </message>
    <message>
      <source>all of them</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>and where</source>
      <translation>并且</translation>
    </message>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>另有 {n} 项</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>and {n} more node(s)</source>
      <translation>
        <numerusform>以及另外 {n} 个节点</numerusform>
      </translation>
    </message>
    <message>
      <source>any time</source>
      <translation>任意时间</translation>
    </message>
    <message>
      <source>applies if</source>
      <translation>适用条件</translation>
    </message>
    <message>
      <source>at most {time}</source>
      <translation>最长 {time}</translation>
    </message>
    <message>
      <source>attribute</source>
      <translation>属性</translation>
    </message>
    <message>
      <source>bundle ({runtime})</source>
      <translation>捆绑包（{runtime}）</translation>
    </message>
    <message>
      <source>call {id}</source>
      <translation>调用 {id}</translation>
    </message>
    <message>
      <source>clone</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>comparison</source>
      <translation>比较</translation>
    </message>
    <message>
      <source>configuration {version}</source>
      <translation>配置 {version}</translation>
    </message>
    <message>
      <source>copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>date</source>
      <translation>日期</translation>
    </message>
    <message>
      <source>discovery</source>
      <translation>探测</translation>
    </message>
    <message>
      <source>each with the one before</source>
      <translation>各与前一个一起</translation>
    </message>
    <message>
      <source>end</source>
      <translation>终点</translation>
    </message>
    <message>
      <source>everywhere: {cause}</source>
      <translation>所有节点：{cause}</translation>
    </message>
    <message>
      <source>exit code {rc} ({words})</source>
      <translation>退出码 {rc}（{words}）</translation>
    </message>
    <message>
      <source>first</source>
      <translation>先</translation>
    </message>
    <message>
      <source>for how long instead</source>
      <translation>改为时长</translation>
    </message>
    <message>
      <source>from</source>
      <translation>从</translation>
    </message>
    <message>
      <source>from template {id}</source>
      <translation>来自模板 {id}</translation>
    </message>
    <message numerus="yes">
      <source>group of {n}</source>
      <translation>
        <numerusform>含 {n} 个成员的资源组</numerusform>
      </translation>
    </message>
    <message>
      <source>hours, weekdays…</source>
      <translation>小时、星期…</translation>
    </message>
    <message>
      <source>if critical</source>
      <translation>视 critical 而定</translation>
    </message>
    <message>
      <source>if lost</source>
      <translation>失去时</translation>
    </message>
    <message>
      <source>in role</source>
      <translation>角色</translation>
    </message>
    <message>
      <source>in {id}</source>
      <translation>属于 {id}</translation>
    </message>
    <message>
      <source>influence</source>
      <translation>影响</translation>
    </message>
    <message>
      <source>kept as it is</source>
      <translation>原样保留</translation>
    </message>
    <message>
      <source>members</source>
      <translation>成员</translation>
    </message>
    <message>
      <source>meta attribute</source>
      <translation>元属性</translation>
    </message>
    <message>
      <source>needs</source>
      <translation>需要</translation>
    </message>
    <message>
      <source>new set of</source>
      <translation>新集合</translation>
    </message>
    <message>
      <source>no</source>
      <translation>否</translation>
    </message>
    <message>
      <source>node</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>node attr.</source>
      <translation>节点属性</translation>
    </message>
    <message>
      <source>node attribute</source>
      <translation>节点属性</translation>
    </message>
    <message>
      <source>none</source>
      <translation>无</translation>
    </message>
    <message>
      <source>not running</source>
      <translation>未运行</translation>
    </message>
    <message>
      <source>off</source>
      <translation>关</translation>
    </message>
    <message>
      <source>on</source>
      <translation>开</translation>
    </message>
    <message>
      <source>on failure {what}</source>
      <translation>失败时 {what}</translation>
    </message>
    <message>
      <source>on their own</source>
      <translation>各自独立</translation>
    </message>
    <message>
      <source>one after the other</source>
      <translation>依次进行</translation>
    </message>
    <message>
      <source>one is enough</source>
      <translation>一个即可</translation>
    </message>
    <message>
      <source>operation default</source>
      <translation>操作默认值</translation>
    </message>
    <message>
      <source>or with pcs</source>
      <translation>或用 pcs</translation>
    </message>
    <message>
      <source>parameter</source>
      <translation>参数</translation>
    </message>
    <message>
      <source>path</source>
      <translation>路径</translation>
    </message>
    <message>
      <source>pattern</source>
      <translation>模式匹配</translation>
    </message>
    <message>
      <source>promotable clone</source>
      <translation>可提升的克隆</translation>
    </message>
    <message>
      <source>property</source>
      <translation>属性</translation>
    </message>
    <message>
      <source>queued {time}</source>
      <translation>排队 {time}</translation>
    </message>
    <message>
      <source>ran {time}</source>
      <translation>执行 {time}</translation>
    </message>
    <message>
      <source>require all</source>
      <translation>需要全部</translation>
    </message>
    <message>
      <source>resource</source>
      <translation>资源</translation>
    </message>
    <message>
      <source>resource default</source>
      <translation>资源默认值</translation>
    </message>
    <message>
      <source>rule {id}</source>
      <translation>规则 {id}</translation>
    </message>
    <message>
      <source>score</source>
      <translation>分值</translation>
    </message>
    <message>
      <source>score from</source>
      <translation>分数来自</translation>
    </message>
    <message>
      <source>set {number}</source>
      <translation>集合 {number}</translation>
    </message>
    <message>
      <source>start</source>
      <translation>起点</translation>
    </message>
    <message>
      <source>switched off</source>
      <translation>已停用</translation>
    </message>
    <message>
      <source>symmetrical</source>
      <translation>对称</translation>
    </message>
    <message>
      <source>then</source>
      <translation>后</translation>
    </message>
    <message>
      <source>ticket</source>
      <translation>票据</translation>
    </message>
    <message>
      <source>time is</source>
      <translation>时间</translation>
    </message>
    <message>
      <source>until</source>
      <translation>到</translation>
    </message>
    <message>
      <source>value</source>
      <translation>值</translation>
    </message>
    <message>
      <source>where</source>
      <translation>条件</translation>
    </message>
    <message>
      <source>with</source>
      <translation>与</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>{kind} · id {id}</source>
      <translation>{kind} · id {id}</translation>
    </message>
    <message>
      <source>{nodes}: {cause}</source>
      <translation>{nodes}：{cause}</translation>
    </message>
    <message>
      <source>{node} is fenced</source>
      <translation>{node} 将被隔离</translation>
    </message>
    <message numerus="yes">
      <source>{n} node(s)</source>
      <translation>
        <numerusform>{n} 个节点</numerusform>
      </translation>
    </message>
    <message>
      <source>{outcome}, {time}</source>
      <translation>{outcome}，{time}</translation>
    </message>
    <message>
      <source>{place} of {all} in {group}</source>
      <translation>{group} 中第 {place}/{all} 个</translation>
    </message>
    <message>
      <source>{task} ({role})</source>
      <translation>{task}（{role}）</translation>
    </message>
    <message>
      <source>{times} of {limit}</source>
      <translation>{times}/{limit}</translation>
    </message>
    <message>
      <source>{title} when {rule}</source>
      <translation>{title}（当 {rule}）</translation>
    </message>
    <message>
      <source>{tool} commands</source>
      <translation>{tool} 命令</translation>
    </message>
    <message>
      <source>{what}, banned there</source>
      <translation>{what}，已禁止在该节点运行</translation>
    </message>
    <message>
      <source>{what}, {when}</source>
      <translation>{what}，{when}</translation>
    </message>
    <message>
      <source>{who}: {what}</source>
      <translation>{who}：{what}</translation>
    </message>
    <message>
      <source>{word} on {nodes}</source>
      <translation>{word}（{nodes}）</translation>
    </message>
    <message numerus="yes">
      <source>{word} on {n} node(s)</source>
      <translation>
        <numerusform>{word}（{n} 个节点）</numerusform>
      </translation>
    </message>
    <message>
      <source>{word} — {advice}</source>
      <translation>{word} — {advice}</translation>
    </message>
    <message>
      <source>{word}, with failures</source>
      <translation>{word}，有故障</translation>
    </message>
    <message>
      <source>⇄ s&amp;wap</source>
      <translation>⇄ 交换(&amp;W)</translation>
    </message>
    <message>
      <source>＋ another rule</source>
      <translation>＋ 另一条规则</translation>
    </message>
    <message>
      <source>＋ attribute</source>
      <translation>＋ 属性</translation>
    </message>
    <message>
      <source>＋ constraint…</source>
      <translation>＋ 约束…</translation>
    </message>
    <message>
      <source>＋ date</source>
      <translation>＋ 日期</translation>
    </message>
    <message>
      <source>＋ nested</source>
      <translation>＋ 嵌套</translation>
    </message>
    <message>
      <source>Seen from outside</source>
      <translation>从外部看</translation>
    </message>
  </context>
  <context>
    <name>known</name>
    <message>
      <source>After so many failures on a node it goes elsewhere</source>
      <translation>在一个节点上失败这么多次后转移到别处</translation>
    </message>
    <message>
      <source>After this time without another failure its failures are forgotten</source>
      <translation>此时长内不再失败，则清除其失败记录</translation>
    </message>
    <message>
      <source>Fence nodes of which nothing has been seen yet</source>
      <translation>隔离启动后尚未见到的节点</translation>
    </message>
    <message>
      <source>Fence several nodes at once</source>
      <translation>可同时隔离多个节点</translation>
    </message>
    <message>
      <source>How long an operation may take</source>
      <translation>操作允许的时长</translation>
    </message>
    <message>
      <source>How long fencing may take</source>
      <translation>隔离允许的时长</translation>
    </message>
    <message>
      <source>How long they wait</source>
      <translation>等待多久</translation>
    </message>
    <message>
      <source>How much it likes to stay where it runs, against what draws it elsewhere</source>
      <translation>它留在当前节点的意愿，与吸引它去别处的分数相抵</translation>
    </message>
    <message>
      <source>How often the cluster looks at rules that depend on the time</source>
      <translation>集群多久检查一次与时间有关的规则</translation>
    </message>
    <message>
      <source>Most copies in the cluster</source>
      <translation>集群中实例的最大数量</translation>
    </message>
    <message>
      <source>Most copies on one node</source>
      <translation>一个节点上实例的最大数量</translation>
    </message>
    <message>
      <source>Most live moves at once</source>
      <translation>同时进行的在线迁移上限</translation>
    </message>
    <message>
      <source>Most operations at once</source>
      <translation>同时进行的操作上限</translation>
    </message>
    <message>
      <source>Most promoted copies</source>
      <translation>已提升实例的最大数量</translation>
    </message>
    <message>
      <source>Most promoted copies on one node</source>
      <translation>一个节点上已提升实例的最大数量</translation>
    </message>
    <message>
      <source>Move it live, where its agent can; else it stops and starts again</source>
      <translation>代理支持时在线迁移；否则先停止再启动</translation>
    </message>
    <message>
      <source>No: after a failed start it is tried again on the same node</source>
      <translation>否：启动失败后在同一节点重试</translation>
    </message>
    <message>
      <source>No: lost nodes are not fenced, and data can be destroyed</source>
      <translation>否：失联节点不被隔离，数据可能损坏</translation>
    </message>
    <message>
      <source>No: resources run only where a location constraint allows it</source>
      <translation>否：资源只在位置约束允许的节点运行</translation>
    </message>
    <message>
      <source>No: the cluster watches it, but neither starts nor stops it</source>
      <translation>否：集群监视它，但不启动也不停止它</translation>
    </message>
    <message>
      <source>Stop what is no longer in the configuration</source>
      <translation>停止配置中已不存在的资源</translation>
    </message>
    <message>
      <source>What is done about unhealthy nodes</source>
      <translation>如何对待不健康的节点</translation>
    </message>
    <message>
      <source>What is done to a node that is fenced</source>
      <translation>对被隔离的节点执行什么</translation>
    </message>
    <message>
      <source>What is done when an operation fails</source>
      <translation>操作失败时怎么办</translation>
    </message>
    <message>
      <source>What the cluster is called</source>
      <translation>集群的名称</translation>
    </message>
    <message>
      <source>What the cluster should do with it: run it, promote it, or stop it</source>
      <translation>集群应如何对待它：运行、提升或停止</translation>
    </message>
    <message>
      <source>What this side does when it has lost quorum</source>
      <translation>失去法定票数的一方怎么办</translation>
    </message>
    <message>
      <source>What to do where it is found running on several nodes</source>
      <translation>发现它在多个节点上运行时怎么办</translation>
    </message>
    <message>
      <source>Where not all can run, those of lower priority stop first</source>
      <translation>无法全部运行时，优先级低的先停止</translation>
    </message>
    <message>
      <source>Whether it may move what it is colocated with</source>
      <translation>它是否可以移动与其排列在一起的资源</translation>
    </message>
    <message>
      <source>Whether operations are seen while they run</source>
      <translation>操作进行中是否可见</translation>
    </message>
    <message>
      <source>Whether what resources use and nodes offer counts</source>
      <translation>是否考虑资源用量与节点容量</translation>
    </message>
    <message>
      <source>Yes: all copies are told before and after one starts or stops</source>
      <translation>是：任一实例启停前后通知所有实例</translation>
    </message>
    <message>
      <source>Yes: copies differ, and several may share a node</source>
      <translation>是：各实例互不相同，可多个共处一个节点</translation>
    </message>
    <message>
      <source>Yes: copies start one after the other</source>
      <translation>是：各实例依次启动</translation>
    </message>
    <message>
      <source>Yes: each copy waits only for the copies on its own node</source>
      <translation>是：每个实例只等待本节点上的实例</translation>
    </message>
    <message>
      <source>Yes: everything stops</source>
      <translation>是：全部停止</translation>
    </message>
    <message>
      <source>Yes: resources wait for a node that was shut down in order</source>
      <translation>是：资源等待正常关闭的节点回来</translation>
    </message>
    <message>
      <source>Yes: the cluster neither starts, stops nor watches anything</source>
      <translation>是：集群不启动、不停止、也不监视任何资源</translation>
    </message>
    <message>
      <source>Yes: the cluster neither starts, stops nor watches it</source>
      <translation>是：集群不启动、不停止、也不监视它</translation>
    </message>
    <message>
      <source>add up health</source>
      <translation>累计健康分</translation>
    </message>
    <message>
      <source>by own constraints</source>
      <translation>由自有约束决定</translation>
    </message>
    <message>
      <source>demote, stop the rest</source>
      <translation>降级，其余停止</translation>
    </message>
    <message>
      <source>does not count</source>
      <translation>不考虑</translation>
    </message>
    <message>
      <source>empty the node</source>
      <translation>清空该节点</translation>
    </message>
    <message>
      <source>fence all its nodes</source>
      <translation>隔离其全部节点</translation>
    </message>
    <message>
      <source>fence the node</source>
      <translation>隔离该节点</translation>
    </message>
    <message>
      <source>go on (dangerous)</source>
      <translation>继续（危险）</translation>
    </message>
    <message>
      <source>keep what runs</source>
      <translation>保持运行中的</translation>
    </message>
    <message>
      <source>leave all, block it</source>
      <translation>全部保留并阻塞</translation>
    </message>
    <message>
      <source>leave it, block it</source>
      <translation>保留并阻塞</translation>
    </message>
    <message>
      <source>leave red nodes</source>
      <translation>离开红色节点</translation>
    </message>
    <message>
      <source>must fit</source>
      <translation>必须容得下</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>不处理</translation>
    </message>
    <message>
      <source>on few nodes</source>
      <translation>集中于少数节点</translation>
    </message>
    <message>
      <source>one for each node</source>
      <translation>每节点一个</translation>
    </message>
    <message>
      <source>only green nodes</source>
      <translation>仅绿色节点</translation>
    </message>
    <message>
      <source>reboot it</source>
      <translation>重启</translation>
    </message>
    <message>
      <source>restart it</source>
      <translation>将其重启</translation>
    </message>
    <message>
      <source>spread out</source>
      <translation>分散</translation>
    </message>
    <message>
      <source>stop all</source>
      <translation>全部停止</translation>
    </message>
    <message>
      <source>stop all but the right one</source>
      <translation>只留正确的一个</translation>
    </message>
    <message>
      <source>stop all, start one</source>
      <translation>全部停止后启动一个</translation>
    </message>
    <message>
      <source>stop everything</source>
      <translation>全部停止</translation>
    </message>
    <message>
      <source>stop it</source>
      <translation>将其停止</translation>
    </message>
    <message>
      <source>switch it off</source>
      <translation>关机</translation>
    </message>
  </context>
  <context>
    <name>lab</name>
    <message>
      <source>&amp;Break a resource</source>
      <translation>破坏资源(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Cut the network between</source>
      <translation>切断网络(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Freeze</source>
      <translation>冻结(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Pull the plug of</source>
      <translation>拔掉电源(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Slow the network</source>
      <translation>使网络变慢(&amp;S)</translation>
    </message>
    <message>
      <source>Break {who}</source>
      <translation>破坏 {who}</translation>
    </message>
    <message>
      <source>Break {who} on {node}</source>
      <translation>破坏 {node} 上的 {who}</translation>
    </message>
    <message>
      <source>Connecting to the nodes of the lab…</source>
      <translation>正在连接实验环境的节点…</translation>
    </message>
    <message>
      <source>Cut the network between {a} and {b}</source>
      <translation>切断 {a} 与 {b} 之间的网络</translation>
    </message>
    <message>
      <source>Cut {node} off from all others</source>
      <translation>切断 {node} 与所有其他节点的网络</translation>
    </message>
    <message>
      <source>Freeze {node}</source>
      <translation>冻结 {node}</translation>
    </message>
    <message>
      <source>Heal the network</source>
      <translation>恢复网络</translation>
    </message>
    <message>
      <source>Lab</source>
      <translation>实验环境</translation>
    </message>
    <message>
      <source>Power on {node}</source>
      <translation>给 {node} 通电</translation>
    </message>
    <message>
      <source>Pull the plug of {node}</source>
      <translation>拔掉 {node} 的电源</translation>
    </message>
    <message>
      <source>Slow the network by {late}</source>
      <translation>使网络延迟 {late}</translation>
    </message>
    <message>
      <source>Slow the network of {node} by {late}</source>
      <translation>使 {node} 的网络延迟 {late}</translation>
    </message>
    <message>
      <source>Starting a lab: a whole cluster on this computer…</source>
      <translation>正在启动实验环境：本机上的一个完整集群…</translation>
    </message>
    <message>
      <source>Thaw {node}</source>
      <translation>解冻 {node}</translation>
    </message>
    <message>
      <source>The lab could not be started: {why}</source>
      <translation>无法启动实验环境：{why}</translation>
    </message>
    <message>
      <source>The nodes of the lab find each other and elect a DC…</source>
      <translation>实验环境的节点正在相互发现并选举 DC…</translation>
    </message>
    <message>
      <source>all by {late}</source>
      <translation>全部延迟 {late}</translation>
    </message>
    <message>
      <source>by {late}</source>
      <translation>延迟 {late}</translation>
    </message>
    <message>
      <source>cut off</source>
      <translation>已断网</translation>
    </message>
    <message>
      <source>frozen</source>
      <translation>已冻结</translation>
    </message>
    <message>
      <source>network cut</source>
      <translation>网络已切断</translation>
    </message>
    <message>
      <source>network slow</source>
      <translation>网络变慢</translation>
    </message>
    <message>
      <source>no power</source>
      <translation>已断电</translation>
    </message>
    <message>
      <source>of {node} only</source>
      <translation>仅 {node}</translation>
    </message>
    <message>
      <source>plug pulled</source>
      <translation>插头已拔</translation>
    </message>
    <message>
      <source>{a} and {b}</source>
      <translation>{a} 与 {b} 之间</translation>
    </message>
    <message>
      <source>{a} from {b}</source>
      <translation>{a} 与 {b}</translation>
    </message>
    <message>
      <source>{node} and all others</source>
      <translation>{node} 与所有其他节点之间</translation>
    </message>
    <message>
      <source>{node} by {late}</source>
      <translation>{node} 延迟 {late}</translation>
    </message>
    <message>
      <source>{node} from all others</source>
      <translation>{node} 与所有其他节点</translation>
    </message>
    <message>
      <source>{node} frozen</source>
      <translation>{node} 冻结</translation>
    </message>
    <message>
      <source>{node} without power</source>
      <translation>{node} 断电</translation>
    </message>
    <message>
      <source>{number} ms</source>
      <translation>{number} 毫秒</translation>
    </message>
    <message>
      <source>{number} s</source>
      <translation>{number} 秒</translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes frozen</source>
      <translation>
        <numerusform>{n} 个节点冻结</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes without power</source>
      <translation>
        <numerusform>{n} 个节点断电</numerusform>
      </translation>
    </message>
    <message>
      <source>{what}: {why}</source>
      <translation>{what}：{why}</translation>
    </message>
    <message>
      <source>{who} on {node}</source>
      <translation>{node} 上的 {who}</translation>
    </message>
  </context>
  <context>
    <name>losses</name>
    <message>
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <source>A CIB does not say how votes are counted. Quorum is kept here only where two_node is set, or a quorum device has a vote; this takes it for kept.</source>
      <translation>CIB 中没有计票方式。只有设置了 two_node 或有仲裁设备投票时，仲裁才会保持；这里按保持计算。</translation>
    </message>
    <message>
      <source>All goes on elsewhere; {what}</source>
      <translation>全部在别处继续；{what}</translation>
    </message>
    <message>
      <source>All goes on: nothing is interrupted</source>
      <translation>全部继续：没有中断</translation>
    </message>
    <message>
      <source>All goes on; a copy fewer: {names}</source>
      <translation>全部继续；少一个副本：{names}</translation>
    </message>
    <message numerus="yes">
      <source>All {n} resources stop</source>
      <translation>
        <numerusform>全部 {n} 个资源停止</numerusform>
      </translation>
    </message>
    <message>
      <source>Any one node may be lost, but it would not be fenced: data is at risk.</source>
      <translation>失去任意一个节点都可以承受，但它不会被隔离：数据有风险。</translation>
    </message>
    <message>
      <source>Any one node may be lost, if two_node or a quorum device keeps quorum then.</source>
      <translation>失去任意一个节点都可以承受，前提是 two_node 或仲裁设备能保持仲裁。</translation>
    </message>
    <message>
      <source>Any one node may be lost: all goes on elsewhere.</source>
      <translation>失去任意一个节点都可以承受：全部在别处继续。</translation>
    </message>
    <message>
      <source>Being worked out…</source>
      <translation>正在计算…</translation>
    </message>
    <message>
      <source>Choose a loss: here it says what it would do, and the canvas shows it by ghosts.</source>
      <translation>选择一种失效：这里说明其后果，画布用虚影显示。</translation>
    </message>
    <message>
      <source>Counted as one vote for each node; more than half of them is a quorum.</source>
      <translation>按每个节点一票计算；超过半数即有仲裁。</translation>
    </message>
    <message>
      <source>Fenced first: {nodes}</source>
      <translation>先隔离：{nodes}</translation>
    </message>
    <message>
      <source>If lost</source>
      <translation>若失去</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>失效</translation>
    </message>
    <message>
      <source>Losses worked out</source>
      <translation>已计算的失效</translation>
    </message>
    <message>
      <source>No answer: {why}</source>
      <translation>没有答案：{why}</translation>
    </message>
    <message numerus="yes">
      <source>No quorum: all {n} resources stop</source>
      <translation>
        <numerusform>失去仲裁：全部 {n} 个资源停止</numerusform>
      </translation>
    </message>
    <message>
      <source>Not fenced: {nodes}</source>
      <translation>不会隔离：{nodes}</translation>
    </message>
    <message>
      <source>Not fenced: {nodes}; nobody makes sure that nothing runs there any more</source>
      <translation>不会隔离：{nodes}；无法保证那里不再运行任何资源</translation>
    </message>
    <message>
      <source>Quorum</source>
      <translation>仲裁</translation>
    </message>
    <message>
      <source>Runs nowhere: {names}</source>
      <translation>无处运行：{names}</translation>
    </message>
    <message>
      <source>Shown on the canvas; Esc goes back.</source>
      <translation>已显示在画布上；按 Esc 返回。</translation>
    </message>
    <message>
      <source>So far: any one node may be lost.</source>
      <translation>目前为止：失去任意一个节点都可以承受。</translation>
    </message>
    <message>
      <source>Then</source>
      <translation>则</translation>
    </message>
    <message>
      <source>There is no node that could be lost.</source>
      <translation>没有可能失去的节点。</translation>
    </message>
    <message>
      <source>What the chosen loss would do</source>
      <translation>所选失效的后果</translation>
    </message>
    <message numerus="yes">
      <source>and {n} more</source>
      <translation>
        <numerusform>另有 {n} 条</numerusform>
      </translation>
    </message>
    <message>
      <source>it is told to stop</source>
      <translation>已指定停止</translation>
    </message>
    <message>
      <source>kept only by a rule: {left} of {all} nodes</source>
      <translation>仅凭规则保持：{all} 个节点中剩 {left} 个</translation>
    </message>
    <message>
      <source>kept: {left} of {all} nodes</source>
      <translation>保持：{all} 个节点中剩 {left} 个</translation>
    </message>
    <message>
      <source>lost: {left} of {all} nodes</source>
      <translation>失去：{all} 个节点中剩 {left} 个</translation>
    </message>
    <message>
      <source>may run on no node that is left ({bans})</source>
      <translation>不得在剩下的任何节点上运行（{bans}）</translation>
    </message>
    <message>
      <source>no node that is left has room for it</source>
      <translation>剩下的节点都没有足够容量</translation>
    </message>
    <message>
      <source>no node that is left may run anything</source>
      <translation>剩下的节点都不能运行任何资源</translation>
    </message>
    <message>
      <source>no node that is left may run it</source>
      <translation>剩下的节点都不能运行它</translation>
    </message>
    <message>
      <source>no promoted copy: {names}</source>
      <translation>没有已提升的实例：{names}</translation>
    </message>
    <message>
      <source>nothing may start before nodes can be fenced</source>
      <translation>在能够隔离节点之前，什么都不会启动</translation>
    </message>
    <message>
      <source>the cluster leaves it alone: it is not managed</source>
      <translation>集群不管理它</translation>
    </message>
    <message>
      <source>the lost node cannot be fenced, so nobody may take over</source>
      <translation>失去的节点无法隔离，因此没有节点可以接管</translation>
    </message>
    <message>
      <source>the ticket {ticket} would be gone</source>
      <translation>票据 {ticket} 将失去</translation>
    </message>
    <message>
      <source>there is none now</source>
      <translation>现在就没有仲裁</translation>
    </message>
    <message>
      <source>ticket {name}</source>
      <translation>票据 {name}</translation>
    </message>
    <message>
      <source>what it needs cannot be started first ({what})</source>
      <translation>它所需要的无法先启动（{what}）</translation>
    </message>
    <message>
      <source>with the draft</source>
      <translation>按草稿</translation>
    </message>
    <message>
      <source>without quorum nothing runs</source>
      <translation>没有仲裁时什么都不运行</translation>
    </message>
    <message>
      <source>worked out: {done} of {all}</source>
      <translation>已计算：{done}/{all}</translation>
    </message>
    <message>
      <source>{interrupted} until fencing is done</source>
      <translation>{interrupted}，直到隔离完成</translation>
    </message>
    <message>
      <source>{interrupted}, for {time} at most</source>
      <translation>{interrupted}，最多 {time}</translation>
    </message>
    <message numerus="yes">
      <source>{names} and {n} more</source>
      <translation>
        <numerusform>{names} 等，另有 {n} 个</numerusform>
      </translation>
    </message>
    <message>
      <source>{node}: {what}</source>
      <translation>{node}：{what}</translation>
    </message>
    <message numerus="yes">
      <source>{n} interrupted</source>
      <translation>
        <numerusform>{n} 个中断</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} of {all} single losses would stop something for good: {names}</source>
      <translation>
        <numerusform>{all} 种单一失效中有 {n} 种会使某些资源停止且不恢复：{names}</numerusform>
      </translation>
    </message>
    <message>
      <source>{who} has no promoted copy any more</source>
      <translation>{who} 不再有已提升的实例</translation>
    </message>
    <message>
      <source>{who} runs nowhere</source>
      <translation>{who} 无处运行</translation>
    </message>
    <message>
      <source>{who} runs nowhere: {why}</source>
      <translation>{who} 无处运行：{why}</translation>
    </message>
  </context>
  <context>
    <name>menu</name>
    <message>
      <source>&amp;Act</source>
      <translation>操作(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Clone</source>
      <translation>克隆(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Cluster</source>
      <translation>集群(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Edit</source>
      <translation>编辑(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;Group</source>
      <translation>资源组(&amp;G)</translation>
    </message>
    <message>
      <source>&amp;Help</source>
      <translation>帮助(&amp;H)</translation>
    </message>
    <message>
      <source>&amp;Lab</source>
      <translation>实验(&amp;L)</translation>
    </message>
    <message>
      <source>&amp;Recent files</source>
      <translation>最近的文件(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;State</source>
      <translation>状态(&amp;S)</translation>
    </message>
    <message>
      <source>&amp;View</source>
      <translation>视图(&amp;V)</translation>
    </message>
    <message>
      <source>About this cluster</source>
      <translation>关于此集群</translation>
    </message>
    <message>
      <source>Add co&amp;nstraint</source>
      <translation>添加约束(&amp;N)</translation>
    </message>
    <message>
      <source>Alarms</source>
      <translation>告警</translation>
    </message>
    <message>
      <source>C&amp;hange constraint</source>
      <translation>修改约束(&amp;H)</translation>
    </message>
    <message>
      <source>Copy name</source>
      <translation>复制名称</translation>
    </message>
    <message>
      <source>Lan&amp;guage</source>
      <translation>语言(&amp;G)</translation>
    </message>
    <message>
      <source>Language of the system</source>
      <translation>跟随系统语言</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>回放</translation>
    </message>
    <message>
      <source>Show on the canvas</source>
      <translation>在画布上显示</translation>
    </message>
  </context>
  <context>
    <name>nodes</name>
    <message>
      <source>&amp;Follow these too</source>
      <translation>同时跟随这些节点(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;Not now</source>
      <translation>暂不(&amp;N)</translation>
    </message>
    <message>
      <source>Follow more nodes</source>
      <translation>跟随更多节点</translation>
    </message>
    <message>
      <source>Its name is known on this computer</source>
      <translation>本机可以解析其名称</translation>
    </message>
    <message>
      <source>Kept with the saved cluster, if it is saved</source>
      <translation>若该集群已保存，则一并保存</translation>
    </message>
    <message>
      <source>Only follow the nodes named (Esc)</source>
      <translation>只跟随已填写的节点 (Esc)</translation>
    </message>
    <message>
      <source>Where several nodes are followed at once, the view goes on when one of them fails. Follow these too?</source>
      <translation>同时跟随多个节点时，其中一个故障后视图仍可继续。是否也跟随这些节点？</translation>
    </message>
    <message>
      <source>{cluster} has more nodes than you named</source>
      <translation>{cluster} 的节点多于您填写的</translation>
    </message>
  </context>
  <context>
    <name>offer</name>
    <message>
      <source>It is so already.</source>
      <translation>已经如此。</translation>
    </message>
    <message>
      <source>Swap the ends (Alt+S)</source>
      <translation>交换两端（Alt+S）</translation>
    </message>
    <message>
      <source>Swap the ends</source>
      <translation>交换两端</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Change nothing (Esc)</source>
      <translation>不做更改（Esc）</translation>
    </message>
    <message>
      <source>score</source>
      <translation>分数</translation>
    </message>
    <message>
      <source>mandatory</source>
      <translation>强制</translation>
    </message>
    <message>
      <source>optional</source>
      <translation>可选</translation>
    </message>
    <message>
      <source>one at a time</source>
      <translation>逐个进行</translation>
    </message>
    <message>
      <source>how strict</source>
      <translation>严格程度</translation>
    </message>
    <message>
      <source>any role</source>
      <translation>任意角色</translation>
    </message>
    <message>
      <source>promoted</source>
      <translation>已提升</translation>
    </message>
    <message>
      <source>role of {who}</source>
      <translation>{who} 的角色</translation>
    </message>
    <message>
      <source>name of the group</source>
      <translation>资源组名称</translation>
    </message>
    <message>
      <source>name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Moves {who} to {node} at once, on the live cluster; the constraint that this needs is removed again.</source>
      <translation>立即在运行中的集群上将 {who} 移到 {node}；为此所需的约束会再删除。</translation>
    </message>
    <message>
      <source>Move now</source>
      <translation>立即移动</translation>
    </message>
    <message>
      <source>Add to the draft</source>
      <translation>加入草稿</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>Enter 键</translation>
    </message>
    <message>
      <source>Type to search</source>
      <translation>输入以搜索</translation>
    </message>
    <message>
      <source>Nothing is called that.</source>
      <translation>没有匹配的名称。</translation>
    </message>
    <message>
      <source>There is nothing to choose from yet.</source>
      <translation>尚无可选项。</translation>
    </message>
    <message>
      <source>Changes {ids}.</source>
      <translation>更改 {ids}。</translation>
    </message>
  </context>
  <context>
    <name>open</name>
    <message>
      <source>{name} was changed by others meanwhile, so nothing was saved; the draft is kept.</source>
      <translation>{name} 在此期间被他人更改，因此未保存；草稿已保留。</translation>
    </message>
    <message>
      <source>There is no file {name}; check the path.</source>
      <translation>文件 {name} 不存在；请检查路径。</translation>
    </message>
    <message>
      <source>There is no {id} in this cluster.</source>
      <translation>此集群中没有 {id}。</translation>
    </message>
    <message>
      <source>standard input</source>
      <translation>标准输入</translation>
    </message>
    <message>
      <source>{name} cannot be read ({reason}); copy it elsewhere and open the copy.</source>
      <translation>无法读取 {name}（{reason}）；请将其复制到别处后打开副本。</translation>
    </message>
    <message>
      <source>{name} has a DOCTYPE, which no CIB has and which may be harmful; remove it.</source>
      <translation>{name} 含有 DOCTYPE，CIB 中不应有且可能有害；请将其删除。</translation>
    </message>
    <message>
      <source>{name} is XML but no CIB; choose a file whose root is &lt;cib&gt;, such as cib.xml.</source>
      <translation>{name} 是 XML，但不是 CIB；请选择根元素为 &lt;cib&gt; 的文件，例如 cib.xml。</translation>
    </message>
    <message>
      <source>A cluster would refuse {name} (faults: {total}); mend the first in line {line}: {reason}</source>
      <translation>集群会拒绝 {name}（错误数：{total}）；请先修正第 {line} 行的错误：{reason}</translation>
    </message>
    <message>
      <source>{name} is a folder; choose a CIB file in it.</source>
      <translation>{name} 是文件夹；请选择其中的 CIB 文件。</translation>
    </message>
    <message>
      <source>{name} is compressed, and damaged or cut off; copy it once more from its source.</source>
      <translation>{name} 是压缩文件，但已损坏或不完整；请从来源处重新复制。</translation>
    </message>
    <message>
      <source>{name} is larger than any CIB; choose another file.</source>
      <translation>{name} 过大，不可能是 CIB；请选择其他文件。</translation>
    </message>
    <message>
      <source>{name} is not XML; choose a CIB file such as cib.xml.</source>
      <translation>{name} 不是 XML；请选择 CIB 文件，例如 cib.xml。</translation>
    </message>
    <message>
      <source>{name} is not in UTF-8; convert it and open that.</source>
      <translation>{name} 不是 UTF-8 编码；请转换后再打开。</translation>
    </message>
    <message>
      <source>{name} is not well-formed XML (line {line}); check that the file is complete.</source>
      <translation>{name} 不是格式正确的 XML（第 {line} 行）；请检查文件是否完整。</translation>
    </message>
    <message>
      <source>{name} may not be read by you; copy it to where you may read it.</source>
      <translation>您无权读取 {name}；请将其复制到您可以读取的位置。</translation>
    </message>
    <message>
      <source>{name}: {reason}</source>
      <translation>{name}：{reason}</translation>
    </message>
    <message>
      <source>{name} was removed or is no CIB any more: save what is here elsewhere, with “Save as…”.</source>
      <translation>{name} 已被移除或不再是 CIB：请用“另存为…”把这里的内容保存到别处。</translation>
    </message>
    <message>
      <source>{name} was not written ({reason}): it is as it was; mend that, or save it elsewhere.</source>
      <translation>{name} 未写入（{reason}）：文件保持原样；请排除原因，或保存到别处。</translation>
    </message>
    <message>
      <source>{name} may not be written by you: save it elsewhere with “Save as…”.</source>
      <translation>您无权写入 {name}：请用“另存为…”保存到别处。</translation>
    </message>
  </context>
  <context>
    <name>operation</name>
    <message>
      <source>cancelled</source>
      <translation>已取消</translation>
    </message>
    <message>
      <source>degraded</source>
      <translation>性能下降</translation>
    </message>
    <message>
      <source>degraded while promoted</source>
      <translation>已提升，性能下降</translation>
    </message>
    <message>
      <source>demote</source>
      <translation>降级</translation>
    </message>
    <message>
      <source>error</source>
      <translation>错误</translation>
    </message>
    <message>
      <source>exit code {rc}</source>
      <translation>退出码 {rc}</translation>
    </message>
    <message>
      <source>failed for good</source>
      <translation>彻底失败</translation>
    </message>
    <message>
      <source>failed while promoted</source>
      <translation>处于已提升角色时失败</translation>
    </message>
    <message>
      <source>invalid</source>
      <translation>无效</translation>
    </message>
    <message>
      <source>migrate away</source>
      <translation>迁出</translation>
    </message>
    <message>
      <source>migrate here</source>
      <translation>迁入</translation>
    </message>
    <message>
      <source>monitor</source>
      <translation>监控</translation>
    </message>
    <message>
      <source>not configured</source>
      <translation>未配置</translation>
    </message>
    <message>
      <source>not connected to the executor</source>
      <translation>未连接到执行器</translation>
    </message>
    <message>
      <source>not enough rights</source>
      <translation>权限不足</translation>
    </message>
    <message>
      <source>not implemented by the agent</source>
      <translation>代理未实现</translation>
    </message>
    <message>
      <source>not installed</source>
      <translation>未安装</translation>
    </message>
    <message>
      <source>not running</source>
      <translation>未运行</translation>
    </message>
    <message>
      <source>not supported</source>
      <translation>不支持</translation>
    </message>
    <message>
      <source>notify</source>
      <translation>通知</translation>
    </message>
    <message>
      <source>ok</source>
      <translation>正常</translation>
    </message>
    <message>
      <source>probe</source>
      <translation>探测</translation>
    </message>
    <message>
      <source>promote</source>
      <translation>提升</translation>
    </message>
    <message>
      <source>promoted</source>
      <translation>已提升</translation>
    </message>
    <message>
      <source>reload</source>
      <translation>重新加载</translation>
    </message>
    <message>
      <source>start</source>
      <translation>启动</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>the node was lost</source>
      <translation>节点已失联</translation>
    </message>
    <message>
      <source>timed out</source>
      <translation>超时</translation>
    </message>
    <message>
      <source>under way</source>
      <translation>进行中</translation>
    </message>
    <message>
      <source>wrong parameters</source>
      <translation>参数错误</translation>
    </message>
    <message>
      <source>{task}: {how}</source>
      <translation>{task}：{how}</translation>
    </message>
  </context>
  <context>
    <name>password</name>
    <message>
      <source>&amp;Log in</source>
      <translation>登录(&amp;L)</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>Log in</source>
      <translation>登录</translation>
    </message>
    <message>
      <source>Password of {user} on {cluster}</source>
      <translation>{cluster} 上 {user} 的密码</translation>
    </message>
  </context>
  <context>
    <name>probe</name>
    <message>
      <source> ms</source>
      <translation> 毫秒</translation>
    </message>
    <message>
      <source>&amp;Address</source>
      <translation>地址(&amp;A)</translation>
    </message>
    <message>
      <source>&amp;Every</source>
      <translation>间隔(&amp;E)</translation>
    </message>
    <message>
      <source>&amp;From</source>
      <translation>由谁发出(&amp;F)</translation>
    </message>
    <message>
      <source>&amp;New</source>
      <translation>新建(&amp;N)</translation>
    </message>
    <message>
      <source>&amp;Port</source>
      <translation>端口(&amp;P)</translation>
    </message>
    <message>
      <source>&amp;Remove</source>
      <translation>移除(&amp;R)</translation>
    </message>
    <message>
      <source>&amp;Take</source>
      <translation>采用(&amp;T)</translation>
    </message>
    <message>
      <source>&amp;Wait</source>
      <translation>等待(&amp;W)</translation>
    </message>
    <message>
      <source>192.0.2.10 or a name</source>
      <translation>192.0.2.10 或名称</translation>
    </message>
    <message>
      <source>A lab's web services are asked unless you turn it off: all of it is on this computer.</source>
      <translation>实验室的 Web 服务默认会被探测，除非您关闭：它全部都在本机上。</translation>
    </message>
    <message>
      <source>A text of the page; looked for in its first 64 KiB</source>
      <translation>页面中的一段文字；在前 64 KiB 中查找</translation>
    </message>
    <message>
      <source>An answer that takes longer does not count</source>
      <translation>超过这一时间的应答不算</translation>
    </message>
    <message>
      <source>Ask &amp;by</source>
      <translation>方式(&amp;B)</translation>
    </message>
    <message>
      <source>Ask &amp;services of this cluster whether they answer</source>
      <translation>探测该集群的服务是否有应答(&amp;S)</translation>
    </message>
    <message>
      <source>Ask every {least} ms at the most often and every {most} s at the least.</source>
      <translation>探测间隔最短 {least} 毫秒，最长 {most} 秒。</translation>
    </message>
    <message>
      <source>Ask the chosen one no more (Delete)</source>
      <translation>不再探测选中的服务（Delete）</translation>
    </message>
    <message>
      <source>Ask the service that is chosen above, too</source>
      <translation>把上面选中的服务也加入探测</translation>
    </message>
    <message>
      <source>Ask this from now on; it is kept for this cluster</source>
      <translation>从现在起这样探测；并为该集群保存</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>From one question to the next: an outage is exact to that</source>
      <translation>两次探测之间的时间：中断时长精确到这一间隔</translation>
    </message>
    <message>
      <source>HTTP</source>
      <translation>HTTP</translation>
    </message>
    <message>
      <source>Leave all as it is</source>
      <translation>一切保持原样</translation>
    </message>
    <message>
      <source>Must &amp;contain</source>
      <translation>须包含(&amp;C)</translation>
    </message>
    <message>
      <source>Nothing is asked unless you turn it on. Each question is a connection to a service that people may use.</source>
      <translation>除非您打开，否则不会探测。每次探测都会连接一个可能有人在使用的服务。</translation>
    </message>
    <message>
      <source>Nothing is asked. Take one of the services below, or write another.</source>
      <translation>没有探测任何服务。请采用下面的服务，或自行填写。</translation>
    </message>
    <message>
      <source>Offered by the configuration</source>
      <translation>配置中可探测的服务</translation>
    </message>
    <message>
      <source>Pat&amp;h</source>
      <translation>路径(&amp;H)</translation>
    </message>
    <message>
      <source>Probes</source>
      <translation>探测</translation>
    </message>
    <message>
      <source>Save</source>
      <translation>保存</translation>
    </message>
    <message>
      <source>Something of a probe is missing: see what is written beside it</source>
      <translation>有的探测没有填完整：请看旁边的说明</translation>
    </message>
    <message>
      <source>TCP</source>
      <translation>TCP</translation>
    </message>
    <message>
      <source>TCP: that a connection comes about; HTTP: that the right page comes; ping: that the address is there</source>
      <translation>TCP：能建立连接；HTTP：能取得正确的页面；ping：地址可达</translation>
    </message>
    <message>
      <source>The configuration names no other service with an address: write one yourself.</source>
      <translation>配置中没有其他带地址的服务：请自行填写。</translation>
    </message>
    <message>
      <source>The engine of {node} is not connected, so it asks nothing: that is tried again.</source>
      <translation>{node} 的引擎未连接，因此没有探测；会自动重试。</translation>
    </message>
    <message>
      <source>The engine of {node} is older and cannot ask services: update it, or ask from this computer.</source>
      <translation>{node} 的引擎版本较旧，不能探测服务：请更新，或改由本机探测。</translation>
    </message>
    <message>
      <source>The expected text is too long: a few words will do.</source>
      <translation>期望的文字太长：几个词就够了。</translation>
    </message>
    <message>
      <source>The page that is asked for</source>
      <translation>请求的页面</translation>
    </message>
    <message>
      <source>The probes are as you chose, but were not kept ({why}): mend that and choose them once more.</source>
      <translation>探测已按您的选择进行，但未能保存（{why}）：请排除该问题后重新选择一次。</translation>
    </message>
    <message>
      <source>The service's port</source>
      <translation>服务的端口</translation>
    </message>
    <message>
      <source>The system does not let ordinary users ping: allow it with sysctl net.ipv4.ping_group_range="0 2147483647", or ask by TCP or HTTP.</source>
      <translation>系统不允许普通用户发送 ping：可用 sysctl net.ipv4.ping_group_range="0 2147483647" 放开，或改用 TCP 或 HTTP 探测。</translation>
    </message>
    <message>
      <source>These would be asked {wanted} times a second, so each is asked more rarely than it says.</source>
      <translation>这些合计每秒要探测 {wanted} 次，因此每个的实际探测间隔都比所写的长。</translation>
    </message>
    <message>
      <source>This cluster is marked as production: nothing is asked unless you turn it on. Each question is a connection to a service that people use.</source>
      <translation>该集群标记为生产集群：除非您打开，否则不会探测。每次探测都会连接一个有人在使用的服务。</translation>
    </message>
    <message>
      <source>Wait from {least} ms to {most} s for an answer, and no longer than twenty questions take.</source>
      <translation>等待应答的时间为 {least} 毫秒到 {most} 秒，且不得超过二十次探测的时间。</translation>
    </message>
    <message>
      <source>What is asked</source>
      <translation>探测对象</translation>
    </message>
    <message>
      <source>What the configuration offers</source>
      <translation>配置中可探测的服务</translation>
    </message>
    <message>
      <source>Where the service answers</source>
      <translation>服务应答的地址</translation>
    </message>
    <message>
      <source>While a service does not answer it is asked ten times a second, so that the end of an outage is exact. All probes together ask a hundred times a second at most.</source>
      <translation>服务没有应答期间，每秒探测十次，使中断的结束时刻准确。所有探测合计每秒最多一百次。</translation>
    </message>
    <message>
      <source>Who asks. A node's engine asks only what the configuration names</source>
      <translation>由谁探测。节点的引擎只探测配置中写明的服务</translation>
    </message>
    <message>
      <source>Write a probe of your own</source>
      <translation>自行填写一个探测</translation>
    </message>
    <message>
      <source>Write the address or the name of the service.</source>
      <translation>请填写服务的地址或名称。</translation>
    </message>
    <message>
      <source>Write the path from its first slash on, spaces and the like escaped.</source>
      <translation>请从第一个斜杠起填写路径，空格等字符须转义。</translation>
    </message>
    <message>
      <source>Write the port as a number from 1 to 65535.</source>
      <translation>请填写端口：1 到 65535 之间的数字。</translation>
    </message>
    <message>
      <source>answered</source>
      <translation>有应答</translation>
    </message>
    <message>
      <source>answers again since {time}, after an outage of {length}</source>
      <translation>自 {time} 起恢复应答，此前中断 {length}</translation>
    </message>
    <message>
      <source>answers since {time}</source>
      <translation>自 {time} 起有应答</translation>
    </message>
    <message>
      <source>any answer will do</source>
      <translation>任何应答都可以</translation>
    </message>
    <message>
      <source>cannot be asked</source>
      <translation>无法探测</translation>
    </message>
    <message>
      <source>cannot be asked: not allowed</source>
      <translation>无法探测：不允许</translation>
    </message>
    <message>
      <source>down since {time} ({why})</source>
      <translation>自 {time} 起中断（{why}）</translation>
    </message>
    <message>
      <source>hung up half-way</source>
      <translation>中途断开</translation>
    </message>
    <message>
      <source>new probe</source>
      <translation>新探测</translation>
    </message>
    <message>
      <source>no answer in time</source>
      <translation>超时未应答</translation>
    </message>
    <message>
      <source>no answer yet</source>
      <translation>尚无应答</translation>
    </message>
    <message>
      <source>node {name}</source>
      <translation>节点 {name}</translation>
    </message>
    <message>
      <source>not allowed</source>
      <translation>不允许</translation>
    </message>
    <message>
      <source>not asked yet</source>
      <translation>尚未探测</translation>
    </message>
    <message>
      <source>outage {time}</source>
      <translation>中断 {time}</translation>
    </message>
    <message>
      <source>ping</source>
      <translation>ping</translation>
    </message>
    <message>
      <source>refused</source>
      <translation>被拒绝</translation>
    </message>
    <message>
      <source>this computer</source>
      <translation>本机</translation>
    </message>
    <message>
      <source>unreachable</source>
      <translation>不可达</translation>
    </message>
    <message>
      <source>wrong answer</source>
      <translation>应答不对</translation>
    </message>
    <message>
      <source>{ms} ms</source>
      <translation>{ms} 毫秒</translation>
    </message>
    <message>
      <source>{name} down {time}</source>
      <translation>{name} 已中断 {time}</translation>
    </message>
    <message>
      <source>{name} · {how}</source>
      <translation>{name} · {how}</translation>
    </message>
    <message>
      <source>{name}: answered, in {mean} on average and {longest} at the longest</source>
      <translation>{name}：有应答，平均 {mean}，最长 {longest}</translation>
    </message>
    <message>
      <source>{name}: cannot be asked</source>
      <translation>{name}：无法探测</translation>
    </message>
    <message>
      <source>{name}: no answer for {time} at the least ({why})</source>
      <translation>{name}：至少 {time} 没有应答（{why}）</translation>
    </message>
    <message>
      <source>{name}: nobody asked then</source>
      <translation>{name}：当时没有探测</translation>
    </message>
    <message>
      <source>{name}: outage of {time} ({why})</source>
      <translation>{name}：中断 {time}（{why}）</translation>
    </message>
    <message numerus="yes">
      <source>{n} question(s)</source>
      <translation>
        <numerusform>探测 {n} 次</numerusform>
      </translation>
    </message>
    <message>
      <source>{s} s</source>
      <translation>{s} 秒</translation>
    </message>
    <message>
      <source>{times} × {why}</source>
      <translation>{times} 次{why}</translation>
    </message>
    <message>
      <source>{time} outage, then answered</source>
      <translation>中断 {time} 后恢复应答</translation>
    </message>
    <message>
      <source>{what} ({place})</source>
      <translation>{what}（{place}）</translation>
    </message>
    <message>
      <source>{what} +{more}</source>
      <translation>{what} 等（另 {more} 个）</translation>
    </message>
    <message>
      <source>{what} from {node}</source>
      <translation>{what}，由 {node} 发出</translation>
    </message>
  </context>
  <context>
    <name>rehearsal</name>
    <message>
      <source>A newer change is being rehearsed in place of this one.</source>
      <translation>正在改为预演更新的更改。</translation>
    </message>
    <message>
      <source>There is nothing that could be rehearsed.</source>
      <translation>没有可以预演的内容。</translation>
    </message>
  </context>
  <context>
    <name>prediction</name>
    <message>
      <source>; </source>
      <translation>；</translation>
    </message>
    <message>
      <source>Nothing moves, starts or stops.</source>
      <translation>没有资源迁移、启动或停止。</translation>
    </message>
    <message>
      <source>about {time} of outage</source>
      <translation>中断约 {time}</translation>
    </message>
    <message>
      <source>fenced: {nodes}</source>
      <translation>被隔离：{nodes}</translation>
    </message>
    <message>
      <source>gone until it is started again</source>
      <translation>中断，直到再次启动</translation>
    </message>
    <message>
      <source>interrupted; for how long is not known yet</source>
      <translation>会中断；时长尚不可知</translation>
    </message>
    <message>
      <source>{interrupted}, for {time} at most</source>
      <translation>{interrupted}，最长 {time}</translation>
    </message>
    <message numerus="yes">
      <source>{n} change role</source>
      <translation>
        <numerusform>{n} 个改变角色</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} interrupted</source>
      <translation>
        <numerusform>{n} 个中断</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} move</source>
      <translation>
        <numerusform>{n} 个迁移</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} restart</source>
      <translation>
        <numerusform>{n} 个重启</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} start</source>
      <translation>
        <numerusform>{n} 个启动</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} stop</source>
      <translation>
        <numerusform>{n} 个停止</numerusform>
      </translation>
    </message>
    <message>
      <source>{other} foretold otherwise; shown is the answer of the cluster's own {tool}, which counts</source>
      <translation>{other} 的预测与此不同；此处显示集群自身 {tool} 的答案，以其为准</translation>
    </message>
    <message>
      <source>{who} is demoted on {node}</source>
      <translation>{who} 在 {node} 上降级</translation>
    </message>
    <message>
      <source>{who} is promoted on {node}</source>
      <translation>{who} 在 {node} 上提升</translation>
    </message>
    <message>
      <source>{who} moves live {old} → {new}</source>
      <translation>{who} 在线迁移 {old} → {new}</translation>
    </message>
    <message>
      <source>{who} moves {old} → {new}</source>
      <translation>{who} 迁移 {old} → {new}</translation>
    </message>
    <message>
      <source>{who} restarts on {node}</source>
      <translation>{who} 在 {node} 上重启</translation>
    </message>
    <message>
      <source>{who} starts on {node}</source>
      <translation>{who} 在 {node} 上启动</translation>
    </message>
    <message>
      <source>{who} stops on {node}</source>
      <translation>{who} 在 {node} 上停止</translation>
    </message>
  </context>
  <context>
    <name>problem</name>
    <message>
      <source>A lost node is not switched off, so data may be damaged.</source>
      <translation>失联的节点不会被关闭，数据可能受损。</translation>
    </message>
    <message>
      <source>A pulled plug or fencing switched it off; power it on again.</source>
      <translation>它因拔掉插头或隔离而断电；请重新通电。</translation>
    </message>
    <message>
      <source>All is well.</source>
      <translation>一切正常。</translation>
    </message>
    <message>
      <source>Bring lost nodes back; until then resources may stay stopped.</source>
      <translation>请恢复失联的节点；在此之前资源可能保持停止。</translation>
    </message>
    <message>
      <source>Check the data on these nodes before anything else.</source>
      <translation>请首先检查这些节点上的数据。</translation>
    </message>
    <message>
      <source>Check the network to the nodes; hagui keeps trying.</source>
      <translation>请检查到节点的网络；hagui 会继续尝试。</translation>
    </message>
    <message>
      <source>Clean it up to let the cluster stop and forget it.</source>
      <translation>请清理它，使集群将其停止并移除。</translation>
    </message>
    <message>
      <source>Clean up</source>
      <translation>清理</translation>
    </message>
    <message>
      <source>Compare</source>
      <translation>比较</translation>
    </message>
    <message>
      <source>End maintenance</source>
      <translation>结束维护</translation>
    </message>
    <message>
      <source>Fencing is off</source>
      <translation>隔离已关闭</translation>
    </message>
    <message>
      <source>Fencing must succeed first: check the fencing device.</source>
      <translation>必须先成功隔离：请检查隔离设备。</translation>
    </message>
    <message>
      <source>Heartbeats may come too late; heal the network to end it.</source>
      <translation>心跳可能迟到；恢复网络即可结束。</translation>
    </message>
    <message>
      <source>It does nothing and does not know it; thaw it to see what it does then.</source>
      <translation>它什么也不做，而且自己并不知道；解冻后看它会做什么。</translation>
    </message>
    <message>
      <source>It has power, yet the others do not hear it: it may be joining.</source>
      <translation>它有电，但其他节点听不到它：可能正在加入。</translation>
    </message>
    <message>
      <source>Lab: packets come late ({who})</source>
      <translation>实验：数据包延迟（{who}）</translation>
    </message>
    <message>
      <source>Lab: the network is cut ({who})</source>
      <translation>实验：网络已切断（{who}）</translation>
    </message>
    <message>
      <source>Lab: {node} has no power</source>
      <translation>实验：{node} 已断电</translation>
    </message>
    <message>
      <source>Lab: {node} is frozen</source>
      <translation>实验：{node} 已冻结</translation>
    </message>
    <message>
      <source>Mend the cause on the node, then clean up.</source>
      <translation>请在节点上排除原因，然后清理。</translation>
    </message>
    <message>
      <source>Mend the cause, then clean up on that node.</source>
      <translation>请排除原因，然后在该节点上清理。</translation>
    </message>
    <message>
      <source>No engine answers: what is shown is the last known state</source>
      <translation>没有引擎响应：显示的是最后已知的状态</translation>
    </message>
    <message>
      <source>No node is DC: nothing is decided now</source>
      <translation>没有节点是 DC：目前不作任何决定</translation>
    </message>
    <message>
      <source>Nothing is started, stopped or watched until it ends.</source>
      <translation>维护结束前不启动、不停止、不监控。</translation>
    </message>
    <message>
      <source>Nothing needs you now.</source>
      <translation>目前没有需要处理的问题。</translation>
    </message>
    <message>
      <source>One is elected within seconds; if not, check Pacemaker's logs.</source>
      <translation>几秒内会选出；否则请检查 Pacemaker 的日志。</translation>
    </message>
    <message>
      <source>Pacemaker does not answer on {node}</source>
      <translation>{node} 上的 Pacemaker 没有响应</translation>
    </message>
    <message>
      <source>Problems</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>Start the node, or Pacemaker and Corosync on it.</source>
      <translation>请启动该节点，或其上的 Pacemaker 和 Corosync。</translation>
    </message>
    <message>
      <source>The cluster has lost quorum</source>
      <translation>集群失去法定票数</translation>
    </message>
    <message>
      <source>The cluster neither starts nor stops it until it is managed.</source>
      <translation>在恢复管理之前，集群既不启动也不停止它。</translation>
    </message>
    <message>
      <source>The engine at {address} is lost</source>
      <translation>与 {address} 的引擎失去联系</translation>
    </message>
    <message>
      <source>The engine at {address} needs you</source>
      <translation>{address} 的引擎需要您处理</translation>
    </message>
    <message>
      <source>The whole cluster is in maintenance</source>
      <translation>整个集群处于维护</translation>
    </message>
    <message>
      <source>Wait a moment; it stays so if the DC cannot reach it.</source>
      <translation>请稍候；若 DC 无法与其通信则会一直如此。</translation>
    </message>
    <message>
      <source>Watch who keeps quorum, then heal the network.</source>
      <translation>观察谁保有法定票数，然后恢复网络。</translation>
    </message>
    <message>
      <source>What each engine believes, side by side</source>
      <translation>并排显示各引擎的看法</translation>
    </message>
    <message>
      <source>an engine needs you</source>
      <translation>有引擎需要您处理</translation>
    </message>
    <message>
      <source>no DC</source>
      <translation>没有 DC</translation>
    </message>
    <message>
      <source>nodes disagree</source>
      <translation>节点意见不一</translation>
    </message>
    <message>
      <source>quorum lost</source>
      <translation>失去法定票数</translation>
    </message>
    <message>
      <source>stale</source>
      <translation>已过时</translation>
    </message>
    <message>
      <source>{node} is in maintenance</source>
      <translation>{node} 处于维护</translation>
    </message>
    <message>
      <source>{node} is joining the cluster</source>
      <translation>{node} 正在加入集群</translation>
    </message>
    <message>
      <source>{node} is offline</source>
      <translation>{node} 离线</translation>
    </message>
    <message>
      <source>{node} is unclean: nobody knows what runs there</source>
      <translation>{node} 状态不明：无法得知其上运行着什么</translation>
    </message>
    <message>
      <source>{node} offline</source>
      <translation>{node} 离线</translation>
    </message>
    <message>
      <source>{node} unclean</source>
      <translation>{node} 状态不明</translation>
    </message>
    <message>
      <source>{node} was set to standby after a failure</source>
      <translation>{node} 因故障被设为备用</translation>
    </message>
    <message numerus="yes">
      <source>{n} blocked</source>
      <translation>
        <numerusform>{n} 个被阻塞</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} failure(s) counted</source>
      <translation>
        <numerusform>已记录 {n} 次失败</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes offline</source>
      <translation>
        <numerusform>{n} 个节点离线</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes unclean</source>
      <translation>
        <numerusform>{n} 个节点状态不明</numerusform>
      </translation>
    </message>
    <message>
      <source>{times} of {threshold} failures: may not run on {node} until cleaned up</source>
      <translation>失败 {times}/{threshold} 次：清理之前不得在 {node} 上运行</translation>
    </message>
    <message>
      <source>{when}, after {time}</source>
      <translation>{when}，历时 {time}</translation>
    </message>
    <message>
      <source>{who} active twice</source>
      <translation>{who} 重复运行</translation>
    </message>
    <message>
      <source>{who} blocked</source>
      <translation>{who} 被阻塞</translation>
    </message>
    <message>
      <source>{who} failed on {node} — {what}</source>
      <translation>{who} 在 {node} 上失败 — {what}</translation>
    </message>
    <message>
      <source>{who} has failed on {node}</source>
      <translation>{who} 曾在 {node} 上失败</translation>
    </message>
    <message>
      <source>{who} is blocked: the cluster can do nothing for it</source>
      <translation>{who} 被阻塞：集群对其无能为力</translation>
    </message>
    <message>
      <source>{who} is not managed by the cluster</source>
      <translation>{who} 未由集群管理</translation>
    </message>
    <message>
      <source>{who} runs but is no longer configured</source>
      <translation>{who} 仍在运行，但已不在配置中</translation>
    </message>
    <message>
      <source>{who} runs on several nodes at once: {nodes}</source>
      <translation>{who} 同时在多个节点上运行：{nodes}</translation>
    </message>
    <message numerus="yes">
      <source>… and {n} more</source>
      <translation>
        <numerusform>… 以及另外 {n} 个</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>reason</name>
    <message>
      <source>All resources are told to be stopped (stop-all-resources)</source>
      <translation>配置要求停止所有资源（stop-all-resources）</translation>
    </message>
    <message>
      <source>Fencing is on, but there is no fencing device: nothing is started</source>
      <translation>已启用隔离，但没有隔离设备：不启动任何资源</translation>
    </message>
    <message>
      <source>It is blocked until someone repairs it and cleans up</source>
      <translation>已阻塞，直到有人修复并清理</translation>
    </message>
    <message>
      <source>It is blocked until someone repairs it and cleans up: {failure} on {node}</source>
      <translation>已阻塞，直到有人修复并清理：{node} 上 {failure}</translation>
    </message>
    <message>
      <source>It is in maintenance (maintenance of {who})</source>
      <translation>处于维护（{who} 的 maintenance）</translation>
    </message>
    <message>
      <source>It is not managed (is-managed of {who})</source>
      <translation>未由集群管理（{who} 的 is-managed）</translation>
    </message>
    <message>
      <source>It is told to be stopped (target-role of {who})</source>
      <translation>配置要求停止（{who} 的 target-role）</translation>
    </message>
    <message>
      <source>Last failure on {node}: {failure}</source>
      <translation>{node} 上最近一次失败：{failure}</translation>
    </message>
    <message>
      <source>No node may start anything now</source>
      <translation>目前没有节点可以启动资源</translation>
    </message>
    <message>
      <source>The cluster has no quorum: nothing is started</source>
      <translation>集群没有法定票数：不启动任何资源</translation>
    </message>
    <message>
      <source>The cluster is in maintenance: nothing is started</source>
      <translation>集群处于维护：不启动任何资源</translation>
    </message>
    <message>
      <source>The ticket {ticket} is not granted</source>
      <translation>票据 {ticket} 未授予</translation>
    </message>
    <message>
      <source>the resource defaults</source>
      <translation>资源默认值</translation>
    </message>
    <message>
      <source>{node} has to be fenced first</source>
      <translation>须先隔离 {node}</translation>
    </message>
    <message>
      <source>{node}: failed {times} times of {limit} allowed, so banned until cleaned up</source>
      <translation>{node}：失败 {times} 次（允许 {limit} 次），清理之前禁止运行</translation>
    </message>
    <message>
      <source>{node}: never there (−∞, {who})</source>
      <translation>{node}：绝不在此（−∞，{who}）</translation>
    </message>
    <message>
      <source>{node}: runs a copy already</source>
      <translation>{node}：已运行一个实例</translation>
    </message>
    <message>
      <source>{node}: {word}</source>
      <translation>{node}：{word}</translation>
    </message>
    <message>
      <source>{who} is not there: {rule}</source>
      <translation>{who} 不在：{rule}</translation>
    </message>
    <message>
      <source>{who}, before it in the group, is not running</source>
      <translation>资源组中在它之前的 {who} 未运行</translation>
    </message>
  </context>
  <context>
    <name>refusal</name>
    <message>
      <source>A condition with the operation {operation} needs {needed}.</source>
      <translation>操作为 {operation} 的条件需要 {needed}。</translation>
    </message>
    <message>
      <source>A constraint of this kind ({constraint}) has no attribute {name}.</source>
      <translation>此类约束（{constraint}）没有属性 {name}。</translation>
    </message>
    <message>
      <source>A resource set names no resource; give it one, or leave the set out.</source>
      <translation>资源集没有资源；请加入资源，或去掉该集。</translation>
    </message>
    <message>
      <source>A rule has no condition; give it one, or leave the rule out.</source>
      <translation>规则没有条件；请加入条件，或去掉该规则。</translation>
    </message>
    <message>
      <source>A score is missing; give one.</source>
      <translation>缺少分数；请填写。</translation>
    </message>
    <message>
      <source>Both ends are {resource}; choose another one for one of them.</source>
      <translation>两端都是 {resource}；请为其中一端另选资源。</translation>
    </message>
    <message>
      <source>The CIB has no configuration section to edit; open a complete one.</source>
      <translation>CIB 没有可编辑的 configuration 部分；请打开完整的 CIB。</translation>
    </message>
    <message>
      <source>The clone {clone} holds no resource that could be kept.</source>
      <translation>克隆 {clone} 中没有可以保留的资源。</translation>
    </message>
    <message>
      <source>The configuration lists no node {node}, so nothing can be set for it.</source>
      <translation>配置中没有节点 {node}，因此无法为它设置。</translation>
    </message>
    <message>
      <source>The constraint {constraint} already says this; change its score instead.</source>
      <translation>约束 {constraint} 已表达此意；请改其分数。</translation>
    </message>
    <message>
      <source>The constraint {constraint} has no direction that could be reversed.</source>
      <translation>约束 {constraint} 没有可反转的方向。</translation>
    </message>
    <message>
      <source>The constraint {constraint} needs {name}; name a resource for it.</source>
      <translation>约束 {constraint} 需要 {name}；请指明资源。</translation>
    </message>
    <message>
      <source>The constraint {constraint} speaks of the role or action {role} of {resource}; change that first.</source>
      <translation>约束 {constraint} 使用了 {resource} 的角色或操作 {role}；请先更改它。</translation>
    </message>
    <message>
      <source>The edit names no resource; select at least one.</source>
      <translation>此编辑没有指明资源；请至少选择一个。</translation>
    </message>
    <message>
      <source>The id {id} is already in use; choose another one.</source>
      <translation>id {id} 已被使用；请另选一个。</translation>
    </message>
    <message>
      <source>The location {constraint} can have a node and a score, or rules, but not both.</source>
      <translation>位置约束 {constraint} 可以有节点和分数，或者有规则，但不能两者都有。</translation>
    </message>
    <message>
      <source>The location {constraint} has {number} rules, each with its own score; change it in the rule.</source>
      <translation>位置约束 {constraint} 有 {number} 条规则，各有分数；请在规则中更改。</translation>
    </message>
    <message>
      <source>The location {constraint} names neither a node nor a rule; give one.</source>
      <translation>位置约束 {constraint} 既没有节点也没有规则；请给出其一。</translation>
    </message>
    <message>
      <source>The rule {rule} is shared by several constraints; remove it here and make a new one.</source>
      <translation>规则 {rule} 被多个约束共享；请在此移除并新建。</translation>
    </message>
    <message>
      <source>The set {set} is shared by several constraints; remove it here and make a new one.</source>
      <translation>资源集 {set} 被多个约束共享；请在此移除并新建。</translation>
    </message>
    <message>
      <source>The value {value} holds a character that XML does not allow; leave it out.</source>
      <translation>值 {value} 含有 XML 不允许的字符；请去掉它。</translation>
    </message>
    <message>
      <source>There is no condition {id} in the rules of {constraint}.</source>
      <translation>{constraint} 的规则中没有条件 {id}。</translation>
    </message>
    <message>
      <source>There is no constraint {constraint}; it may have been removed meanwhile.</source>
      <translation>没有约束 {constraint}；它可能已被删除。</translation>
    </message>
    <message>
      <source>There is no resource {resource}; it may have been removed meanwhile.</source>
      <translation>没有资源 {resource}；它可能已被删除。</translation>
    </message>
    <message>
      <source>What {commit} changed cannot be read ({reason}), so it cannot be reverted.</source>
      <translation>无法读取 {commit} 所作的更改（{reason}），因此无法还原。</translation>
    </message>
    <message>
      <source>{constraint} is not a location constraint; only those have rules.</source>
      <translation>{constraint} 不是位置约束；只有位置约束才有规则。</translation>
    </message>
    <message>
      <source>The constraint {constraint} is between {resource} and {group}, which would hold it; remove that first.</source>
      <translation>约束 {constraint} 位于 {resource} 与将要包含它的 {group} 之间；请先删除该约束。</translation>
    </message>
    <message>
      <source>{group} is cloned by {clone}, which can hold only one resource; remove the clone first.</source>
      <translation>{group} 由 {clone} 克隆，而克隆只能含一个资源；请先取消克隆。</translation>
    </message>
    <message>
      <source>{name} cannot be the name of a parameter: it must begin with a letter or an underscore and hold only letters, digits, points, hyphens and underscores.</source>
      <translation>{name} 不能作为参数名：必须以字母或下划线开头，且只含字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
      <source>{id} cannot be an id: it must begin with a letter and hold only letters, digits, points, hyphens and underscores.</source>
      <translation>{id} 不能作为 id：必须以字母开头，且只含字母、数字、点、连字符和下划线。</translation>
    </message>
    <message>
      <source>{inner} is part of {outer}; there can be no constraint between them.</source>
      <translation>{inner} 是 {outer} 的一部分；两者之间不能有约束。</translation>
    </message>
    <message>
      <source>{name} cannot be “{value}”; choose one of: {allowed}.</source>
      <translation>{name} 不能为“{value}”；可选：{allowed}。</translation>
    </message>
    <message>
      <source>The schema {schema} no longer allows the cluster option {name}, and nothing took its place; leave it out.</source>
      <translation>模式 {schema} 不再允许集群选项 {name}，也没有替代项；请不要设置。</translation>
    </message>
    <message>
      <source>The schema {schema} no longer allows the cluster option {name}; set {instead} instead.</source>
      <translation>模式 {schema} 不再允许集群选项 {name}；请改为设置 {instead}。</translation>
    </message>
    <message>
      <source>{name} needs the schema pacemaker-{needed} and the CIB follows {schema}; upgrade it with: cibadmin --upgrade.</source>
      <translation>{name} 需要模式 pacemaker-{needed}，而 CIB 使用 {schema}；请升级：cibadmin --upgrade。</translation>
    </message>
    <message>
      <source>{name} of {owner} comes from the set {set}, which others share or which wins over its own; change it there.</source>
      <translation>{owner} 的 {name} 来自集合 {set}，该集合被共享或优先级更高；请在那里更改。</translation>
    </message>
    <message>
      <source>{name} stands for a pair of resources, and {constraint} has resource sets; change the sets, or name both ends.</source>
      <translation>{name} 用于一对资源，而 {constraint} 使用资源集；请更改资源集，或指明两端。</translation>
    </message>
    <message>
      <source>{resource} cannot be cloned; only a primitive or a group can.</source>
      <translation>{resource} 不能克隆；只有原始资源或资源组可以。</translation>
    </message>
    <message>
      <source>{resource} has no parameters of its own.</source>
      <translation>{resource} 没有自己的参数。</translation>
    </message>
    <message>
      <source>{resource} is cloned by {clone}; remove the clone first.</source>
      <translation>{resource} 由 {clone} 克隆；请先取消克隆。</translation>
    </message>
    <message>
      <source>{resource} is in the group {group}; take it out first.</source>
      <translation>{resource} 在资源组 {group} 中；请先移出。</translation>
    </message>
    <message>
      <source>{resource} is inside the bundle {bundle} and cannot leave it.</source>
      <translation>{resource} 在捆绑包 {bundle} 中，无法移出。</translation>
    </message>
    <message>
      <source>{resource} is named twice; name it once.</source>
      <translation>{resource} 被列出两次；只需列一次。</translation>
    </message>
    <message>
      <source>{resource} is not a clone.</source>
      <translation>{resource} 不是克隆。</translation>
    </message>
    <message>
      <source>{resource} is not a group.</source>
      <translation>{resource} 不是资源组。</translation>
    </message>
    <message>
      <source>{resource} is not a primitive, and a group can hold nothing else.</source>
      <translation>{resource} 不是原始资源，资源组只能包含原始资源。</translation>
    </message>
    <message>
      <source>{resource} is not in a group.</source>
      <translation>{resource} 不在任何资源组中。</translation>
    </message>
    <message>
      <source>{resource} is not in the group {group}; it may have left it meanwhile.</source>
      <translation>{resource} 不在资源组 {group} 中；可能已被他人移出。</translation>
    </message>
    <message>
      <source>{resource} is not promotable, so it never has the role or action {role}; make it promotable first.</source>
      <translation>{resource} 不可提升，因此不会有角色或操作 {role}；请先使它可提升。</translation>
    </message>
    <message>
      <source>{what} needs {needed}, which is no longer there; {commit} cannot be reverted as a whole.</source>
      <translation>{what} 需要 {needed}，而它已不存在；{commit} 无法整体还原。</translation>
    </message>
    <message>
      <source>{what} was changed after {commit}, which therefore cannot be reverted as a whole.</source>
      <translation>{what} 在 {commit} 之后又被更改，因此无法整体还原。</translation>
    </message>
    <message>
      <source>“{score}” is not a score; write INFINITY, -INFINITY or an integer.</source>
      <translation>“{score}”不是分数；请填写 INFINITY、-INFINITY 或整数。</translation>
    </message>
  </context>
  <context>
    <name>replay</name>
    <message>
      <source>&amp;Choose a file…</source>
      <translation>选择文件(&amp;C)…</translation>
    </message>
    <message>
      <source>&amp;Everything that is kept</source>
      <translation>保留的全部内容(&amp;E)</translation>
    </message>
    <message>
      <source>A recording is being saved: wait until that is done.</source>
      <translation>正在保存录制：请等其完成。</translation>
    </message>
    <message>
      <source>A recording is only looked at: nothing can be changed in it</source>
      <translation>录制文件只供查看：其中什么都不能更改</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>From {begin} to {end}</source>
      <translation>从 {begin} 到 {end}</translation>
    </message>
    <message>
      <source>Not while the past is shown: return to live first (Esc)</source>
      <translation>显示过去时不可用：请先返回实时（Esc）</translation>
    </message>
    <message>
      <source>Nothing was marked after this moment.</source>
      <translation>此刻之后没有标记。</translation>
    </message>
    <message>
      <source>Nothing was marked before this moment.</source>
      <translation>此刻之前没有标记。</translation>
    </message>
    <message>
      <source>Nothing was recorded before this moment.</source>
      <translation>此刻之前没有录制任何内容。</translation>
    </message>
    <message>
      <source>Nothing was recorded here yet; wait until the cluster is shown.</source>
      <translation>此处尚未录制任何内容；请等集群显示出来。</translation>
    </message>
    <message>
      <source>Nothing was saved.</source>
      <translation>什么都没有保存。</translation>
    </message>
    <message>
      <source>Pass over times in which nothing changed</source>
      <translation>略过没有任何变化的时段</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>暂停</translation>
    </message>
    <message>
      <source>Play</source>
      <translation>播放</translation>
    </message>
    <message>
      <source>Pull to any moment; arrow keys go on and back</source>
      <translation>拖到任意时刻；方向键前进和后退</translation>
    </message>
    <message>
      <source>Reading the recording…</source>
      <translation>正在读取录制内容…</translation>
    </message>
    <message>
      <source>reading…</source>
      <translation>读取中…</translation>
    </message>
    <message>
      <source>Recording {name}</source>
      <translation>录制文件 {name}</translation>
    </message>
    <message>
      <source>Recordings (*.hagui);;All files (*)</source>
      <translation>录制文件 (*.hagui);;所有文件 (*)</translation>
    </message>
    <message>
      <source>Replay</source>
      <translation>回放</translation>
    </message>
    <message>
      <source>Return to live</source>
      <translation>返回实时</translation>
    </message>
    <message>
      <source>Save recording</source>
      <translation>保存录制</translation>
    </message>
    <message>
      <source>Saving the recording… {percent} %</source>
      <translation>正在保存录制… {percent} %</translation>
    </message>
    <message>
      <source>Show the cluster as it is now again (Esc)</source>
      <translation>重新显示集群现在的样子（Esc）</translation>
    </message>
    <message>
      <source>Since the cluster has been on &amp;screen</source>
      <translation>自集群显示以来(&amp;S)</translation>
    </message>
    <message>
      <source>Skip quiet times</source>
      <translation>跳过平静时段</translation>
    </message>
    <message>
      <source>So many times as fast as it was</source>
      <translation>实际速度的倍数</translation>
    </message>
    <message>
      <source>Speed</source>
      <translation>速度</translation>
    </message>
    <message>
      <source>The cluster as it is now, not the moment shown</source>
      <translation>这是集群现在的情况，不是所显示的时刻</translation>
    </message>
    <message>
      <source>The file holds whole configurations, with the passwords that stand in them: give it only to people who may see those.</source>
      <translation>文件包含完整配置及其中的密码：只交给可以看到这些内容的人。</translation>
    </message>
    <message>
      <source>The last &amp;hour</source>
      <translation>最近 1 小时(&amp;H)</translation>
    </message>
    <message>
      <source>The last 10 &amp;minutes</source>
      <translation>最近 10 分钟(&amp;M)</translation>
    </message>
    <message>
      <source>The recording is in {name}.</source>
      <translation>录制已保存到 {name}。</translation>
    </message>
    <message>
      <source>Time of the recording</source>
      <translation>录制的时间</translation>
    </message>
    <message>
      <source>What the &amp;timeline shows</source>
      <translation>时间线所显示的时段(&amp;T)</translation>
    </message>
    <message>
      <source>{done} of {all}</source>
      <translation>{done} / {all}</translation>
    </message>
    <message>
      <source>{name} · {begin} – {end}</source>
      <translation>{name} · {begin} – {end}</translation>
    </message>
    <message>
      <source>{time} ago</source>
      <translation>{time}前</translation>
    </message>
    <message>
      <source>{what} (Space)</source>
      <translation>{what}（空格键）</translation>
    </message>
    <message>
      <source>▲ now: {what}</source>
      <translation>▲ 现在：{what}</translation>
    </message>
  </context>
  <context>
    <name>review</name>
    <message>
      <source>&amp;Back</source>
      <translation>返回(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Commit</source>
      <translation>提交(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Commit without rehearsal</source>
      <translation>不经预演直接提交(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Copy</source>
      <translation>复制(&amp;C)</translation>
    </message>
    <message>
      <source>&amp;Save</source>
      <translation>保存(&amp;S)</translation>
    </message>
    <message>
      <source>As it was before</source>
      <translation>原本已存在</translation>
    </message>
    <message>
      <source>Changed by others meanwhile, and kept</source>
      <translation>其间他人的更改（已保留）</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>更改</translation>
    </message>
    <message>
      <source>Committing…</source>
      <translation>正在提交…</translation>
    </message>
    <message>
      <source>Copy this text</source>
      <translation>复制此文本</translation>
    </message>
    <message>
      <source>Decide first what becomes of the changes that collide.</source>
      <translation>请先决定如何处理有冲突的更改。</translation>
    </message>
    <message>
      <source>Drop your change</source>
      <translation>放弃您的更改</translation>
    </message>
    <message>
      <source>If committed</source>
      <translation>如果提交</translation>
    </message>
    <message>
      <source>Keep mine</source>
      <translation>保留我的</translation>
    </message>
    <message>
      <source>Keep theirs</source>
      <translation>保留他人的</translation>
    </message>
    <message>
      <source>Make all changes in the cluster, or none ({keys})</source>
      <translation>在集群中全部生效，或全部不生效（{keys}）</translation>
    </message>
    <message>
      <source>Make your change again on top of theirs</source>
      <translation>在他人的更改之上重新应用您的更改</translation>
    </message>
    <message>
      <source>Nothing is left to commit.</source>
      <translation>没有可提交的内容。</translation>
    </message>
    <message>
      <source>PRODUCTION</source>
      <translation>生产环境</translation>
    </message>
    <message>
      <source>Rehearsing…</source>
      <translation>正在预演…</translation>
    </message>
    <message>
      <source>Review</source>
      <translation>复核</translation>
    </message>
    <message>
      <source>Take out: {change}</source>
      <translation>移除：{change}</translation>
    </message>
    <message>
      <source>Take this change out of the draft</source>
      <translation>从草稿中移除此更改</translation>
    </message>
    <message>
      <source>The crmsh commands that would do the same</source>
      <translation>等效的 crmsh 命令</translation>
    </message>
    <message>
      <source>The pcs commands that would do the same</source>
      <translation>等效的 pcs 命令</translation>
    </message>
    <message>
      <source>The rehearsal failed: {why}</source>
      <translation>预演失败：{why}</translation>
    </message>
    <message>
      <source>The rehearsal is still under way.</source>
      <translation>预演仍在进行。</translation>
    </message>
    <message>
      <source>Theirs: {change}</source>
      <translation>他人的：{change}</translation>
    </message>
    <message>
      <source>What changes in the CIB</source>
      <translation>CIB 中的变化</translation>
    </message>
    <message>
      <source>Write the changes into the file ({keys})</source>
      <translation>将更改写入文件（{keys}）</translation>
    </message>
    <message>
      <source>XML</source>
      <translation>XML</translation>
    </message>
    <message>
      <source>Yours cannot be made any more after theirs</source>
      <translation>在他人更改之后，您的更改已无法应用</translation>
    </message>
    <message>
      <source>Yours: {change}</source>
      <translation>您的：{change}</translation>
    </message>
    <message>
      <source>answered by {tool}</source>
      <translation>由 {tool} 推算</translation>
    </message>
    <message>
      <source>done after {time}</source>
      <translation>约 {time} 后完成</translation>
    </message>
    <message>
      <source>for {cluster}</source>
      <translation>目标：{cluster}</translation>
    </message>
    <message>
      <source>in {time}</source>
      <translation>用时 {time}</translation>
    </message>
    <message>
      <source>{node} is fenced</source>
      <translation>{node} 被隔离</translation>
    </message>
    <message numerus="yes">
      <source>{n} change(s)</source>
      <translation>
        <numerusform>{n} 项更改</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} resource(s) will not run any more.</source>
      <translation>
        <numerusform>{n} 个资源将不再运行。</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>rule</name>
    <message>
      <source> and </source>
      <translation> 且 </translation>
    </message>
    <message>
      <source> or </source>
      <translation> 或 </translation>
    </message>
    <message>
      <source>always</source>
      <translation>始终</translation>
    </message>
    <message>
      <source>it is after {start}</source>
      <translation>时间在 {start} 之后</translation>
    </message>
    <message>
      <source>it is before {end}</source>
      <translation>时间在 {end} 之前</translation>
    </message>
    <message>
      <source>it is between {start} and {end}</source>
      <translation>时间在 {start} 与 {end} 之间</translation>
    </message>
    <message>
      <source>the agent is {agent}</source>
      <translation>代理为 {agent}</translation>
    </message>
    <message>
      <source>the date fits {fields}</source>
      <translation>日期符合 {fields}</translation>
    </message>
    <message>
      <source>the node's name</source>
      <translation>节点名</translation>
    </message>
    <message>
      <source>the operation is {name}</source>
      <translation>操作为 {name}</translation>
    </message>
    <message>
      <source>the operation is {name}, {often}</source>
      <translation>操作为 {name}，{often}</translation>
    </message>
    <message>
      <source>{fields} later</source>
      <translation>{fields} 之后</translation>
    </message>
    <message>
      <source>{name} is above {value}</source>
      <translation>{name} 大于 {value}</translation>
    </message>
    <message>
      <source>{name} is at least {value}</source>
      <translation>{name} 不小于 {value}</translation>
    </message>
    <message>
      <source>{name} is at most {value}</source>
      <translation>{name} 不大于 {value}</translation>
    </message>
    <message>
      <source>{name} is below {value}</source>
      <translation>{name} 小于 {value}</translation>
    </message>
    <message>
      <source>{name} is not set</source>
      <translation>{name} 未设置</translation>
    </message>
    <message>
      <source>{name} is not {value}</source>
      <translation>{name} 不为 {value}</translation>
    </message>
    <message>
      <source>{name} is set</source>
      <translation>{name} 已设置</translation>
    </message>
    <message>
      <source>{name} is {value}</source>
      <translation>{name} 为 {value}</translation>
    </message>
    <message>
      <source>{tag} {fields}</source>
      <translation>{tag} {fields}</translation>
    </message>
  </context>
  <context>
    <name>scores</name>
    <message>
      <source>colocation {id}</source>
      <translation>排列约束 {id}</translation>
    </message>
    <message>
      <source>colocation {id} passed over, it would leave no node</source>
      <translation>忽略了排列约束 {id}：否则没有可用节点</translation>
    </message>
    <message>
      <source>enough copies run elsewhere</source>
      <translation>其他节点上的副本已足够</translation>
    </message>
    <message>
      <source>failed there</source>
      <translation>在该节点失败过</translation>
    </message>
    <message>
      <source>failed there too often</source>
      <translation>在该节点失败次数过多</translation>
    </message>
    <message>
      <source>health of the node</source>
      <translation>节点健康状况</translation>
    </message>
    <message>
      <source>its container</source>
      <translation>其容器</translation>
    </message>
    <message>
      <source>its place in the bundle</source>
      <translation>其在捆绑包中的位置</translation>
    </message>
    <message>
      <source>location {id}</source>
      <translation>位置约束 {id}</translation>
    </message>
    <message>
      <source>members of its group</source>
      <translation>所在资源组的成员</translation>
    </message>
    <message>
      <source>never on a remote node</source>
      <translation>从不在远程节点上运行</translation>
    </message>
    <message>
      <source>no longer in the configuration</source>
      <translation>已不在配置中</translation>
    </message>
    <message>
      <source>no room for another copy</source>
      <translation>容不下更多副本</translation>
    </message>
    <message>
      <source>not enough capacity</source>
      <translation>容量不足</translation>
    </message>
    <message>
      <source>not looked for there</source>
      <translation>不在该节点探测</translation>
    </message>
    <message>
      <source>not managed, so it stays</source>
      <translation>未受管，因此留在原处</translation>
    </message>
    <message>
      <source>nothing can start there now</source>
      <translation>该节点当前不能启动任何资源</translation>
    </message>
    <message>
      <source>placed elsewhere in the end</source>
      <translation>最终安排在其他节点</translation>
    </message>
    <message>
      <source>promotion score</source>
      <translation>提升分数</translation>
    </message>
    <message>
      <source>runs only in {id}</source>
      <translation>只在 {id} 中运行</translation>
    </message>
    <message>
      <source>stickiness</source>
      <translation>资源黏性</translation>
    </message>
    <message>
      <source>ticket {id}</source>
      <translation>票据 {id}</translation>
    </message>
    <message>
      <source>told to be stopped</source>
      <translation>被要求停止</translation>
    </message>
    <message>
      <source>waits for the node that was shut down</source>
      <translation>等待已关闭的节点</translation>
    </message>
    <message>
      <source>{cause} {score}</source>
      <translation>{cause} {score}</translation>
    </message>
    <message>
      <source>{id} may not run there</source>
      <translation>{id} 不允许在该节点运行</translation>
    </message>
  </context>
  <context>
    <name>sources</name>
    <message>
      <source>Compare what they believe…</source>
      <translation>比较它们的看法…</translation>
    </message>
    <message>
      <source>DC, quorum, members and CIB version, as each of them has it</source>
      <translation>各自所见的 DC、法定票数、成员和 CIB 版本</translation>
    </message>
    <message>
      <source>Engines</source>
      <translation>引擎</translation>
    </message>
    <message>
      <source>Pacemaker does not answer there</source>
      <translation>那里的 Pacemaker 没有响应</translation>
    </message>
    <message>
      <source>changes are pushed as they happen</source>
      <translation>更改即时推送</translation>
    </message>
    <message>
      <source>connected</source>
      <translation>已连接</translation>
    </message>
    <message>
      <source>connecting…</source>
      <translation>正在连接…</translation>
    </message>
    <message>
      <source>heard {age} ago</source>
      <translation>{age}前收到消息</translation>
    </message>
    <message>
      <source>lost, trying again</source>
      <translation>已中断，正在重试</translation>
    </message>
    <message>
      <source>needs you</source>
      <translation>需要您处理</translation>
    </message>
    <message>
      <source>polls for changes</source>
      <translation>轮询更改</translation>
    </message>
    <message>
      <source>{node} (shown)</source>
      <translation>{node}（正在显示）</translation>
    </message>
  </context>
  <context>
    <name>state</name>
    <message numerus="yes">
      <source>active on {n} nodes</source>
      <translation>
        <numerusform>在 {n} 个节点上活动</numerusform>
      </translation>
    </message>
    <message>
      <source>blocked</source>
      <translation>被阻塞</translation>
    </message>
    <message>
      <source>checking</source>
      <translation>正在检查</translation>
    </message>
    <message>
      <source>cluster node</source>
      <translation>集群节点</translation>
    </message>
    <message>
      <source>demoting</source>
      <translation>正在降级</translation>
    </message>
    <message>
      <source>failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <source>guest node</source>
      <translation>来宾节点</translation>
    </message>
    <message>
      <source>maintenance</source>
      <translation>维护</translation>
    </message>
    <message>
      <source>migrating</source>
      <translation>正在迁移</translation>
    </message>
    <message>
      <source>notifying</source>
      <translation>正在通知</translation>
    </message>
    <message>
      <source>offline</source>
      <translation>离线</translation>
    </message>
    <message>
      <source>online</source>
      <translation>在线</translation>
    </message>
    <message>
      <source>orphaned</source>
      <translation>孤立</translation>
    </message>
    <message>
      <source>pending</source>
      <translation>待定</translation>
    </message>
    <message>
      <source>ping node</source>
      <translation>ping 节点</translation>
    </message>
    <message>
      <source>promoted</source>
      <translation>已提升</translation>
    </message>
    <message>
      <source>promoting</source>
      <translation>正在提升</translation>
    </message>
    <message>
      <source>remote node</source>
      <translation>远程节点</translation>
    </message>
    <message>
      <source>shutting down</source>
      <translation>正在关闭</translation>
    </message>
    <message>
      <source>standby</source>
      <translation>备用</translation>
    </message>
    <message>
      <source>started</source>
      <translation>已启动</translation>
    </message>
    <message>
      <source>starting</source>
      <translation>正在启动</translation>
    </message>
    <message>
      <source>stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>stopping</source>
      <translation>正在停止</translation>
    </message>
    <message>
      <source>unclean</source>
      <translation>状态不明</translation>
    </message>
    <message>
      <source>unknown</source>
      <translation>未知</translation>
    </message>
    <message>
      <source>unpromoted</source>
      <translation>未提升</translation>
    </message>
    <message>
      <source>{role}, unmanaged</source>
      <translation>{role}，未受管</translation>
    </message>
  </context>
  <context>
    <name>timeline</name>
    <message>
      <source>All</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>Closer</source>
      <translation>放大</translation>
    </message>
    <message>
      <source>DC {node}</source>
      <translation>DC {node}</translation>
    </message>
    <message>
      <source>Go live</source>
      <translation>回到实时</translation>
    </message>
    <message>
      <source>Lanes</source>
      <translation>泳道</translation>
    </message>
    <message>
      <source>Leave out resources with which nothing has happened</source>
      <translation>不显示没有发生任何事的资源</translation>
    </message>
    <message>
      <source>Let the whole window show the cluster as it was then (Enter)</source>
      <translation>让整个窗口显示集群在该时刻的样子（Enter）</translation>
    </message>
    <message>
      <source>Names of the lanes</source>
      <translation>各泳道的名称</translation>
    </message>
    <message>
      <source>Nothing was recorded here that could be shown</source>
      <translation>此处没有可供显示的录制内容</translation>
    </message>
    <message>
      <source>Only what changed</source>
      <translation>只看有变化的</translation>
    </message>
    <message>
      <source>Pause</source>
      <translation>暂停</translation>
    </message>
    <message>
      <source>Show all that is known</source>
      <translation>显示所知的全部</translation>
    </message>
    <message>
      <source>Show less time (+)</source>
      <translation>显示更短的时间（+）</translation>
    </message>
    <message>
      <source>Show more time (−)</source>
      <translation>显示更长的时间（−）</translation>
    </message>
    <message>
      <source>Show this moment</source>
      <translation>显示此刻</translation>
    </message>
    <message>
      <source>Show what is happening now (End)</source>
      <translation>显示正在发生的事（End 键）</translation>
    </message>
    <message>
      <source>shown</source>
      <translation>显示中</translation>
    </message>
    <message>
      <source>Stop moving along with the time (Space)</source>
      <translation>不再随时间移动（空格键）</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>时间线</translation>
    </message>
    <message>
      <source>What was true at the cursor</source>
      <translation>光标处的实际情况</translation>
    </message>
    <message>
      <source>Wider</source>
      <translation>缩小</translation>
    </message>
    <message>
      <source>blocked: {which}</source>
      <translation>阻塞：{which}</translation>
    </message>
    <message>
      <source>configuration changed</source>
      <translation>配置已更改</translation>
    </message>
    <message>
      <source>configuration changed by {who}</source>
      <translation>{who} 更改了配置</translation>
    </message>
    <message>
      <source>fence {node}</source>
      <translation>隔离 {node}</translation>
    </message>
    <message>
      <source>no DC</source>
      <translation>没有 DC</translation>
    </message>
    <message>
      <source>no engine was heard: nobody knows</source>
      <translation>没有引擎应答：情况不明</translation>
    </message>
    <message>
      <source>no quorum</source>
      <translation>没有法定票数</translation>
    </message>
    <message>
      <source>not watched then: only what the nodes' histories tell</source>
      <translation>当时尚未监视：只有各节点的操作历史可查</translation>
    </message>
    <message>
      <source>quorum</source>
      <translation>有法定票数</translation>
    </message>
    <message>
      <source>under way: {which}</source>
      <translation>进行中：{which}</translation>
    </message>
    <message>
      <source>{node} left the membership</source>
      <translation>{node} 脱离了集群成员</translation>
    </message>
    <message>
      <source>{node}: blocked</source>
      <translation>{node}：阻塞</translation>
    </message>
    <message>
      <source>{node}: clock right within {within}</source>
      <translation>{node}：时钟准确，误差不超过 {within}</translation>
    </message>
    <message>
      <source>{node}: clock {time} ahead</source>
      <translation>{node}：时钟快 {time}</translation>
    </message>
    <message>
      <source>{node}: clock {time} behind</source>
      <translation>{node}：时钟慢 {time}</translation>
    </message>
    <message>
      <source>{node}: not in the cluster</source>
      <translation>{node}：不在集群中</translation>
    </message>
    <message>
      <source>{node}: {role}</source>
      <translation>{node}：{role}</translation>
    </message>
    <message>
      <source>{resource}: not active</source>
      <translation>{resource}：未运行</translation>
    </message>
    <message>
      <source>{resource}: {role} on {node}</source>
      <translation>{resource}：在 {node} 上，{role}</translation>
    </message>
    <message numerus="yes">
      <source>{some} and {n} more</source>
      <translation>
        <numerusform>{some}等另外 {n} 项</numerusform>
      </translation>
    </message>
    <message>
      <source>{task} {resource} on {node}</source>
      <translation>在 {node} 上对 {resource} 执行“{task}”</translation>
    </message>
    <message>
      <source>{task}: done in {time}</source>
      <translation>{task}：用时 {time} 完成</translation>
    </message>
    <message>
      <source>{task}: failed after {time}</source>
      <translation>{task}：{time} 后失败</translation>
    </message>
    <message>
      <source>{task}: nobody knows how it ended</source>
      <translation>{task}：结果无从知晓</translation>
    </message>
    <message>
      <source>{task}: under way</source>
      <translation>{task}：进行中</translation>
    </message>
    <message>
      <source>{text} (± {within})</source>
      <translation>{text}（± {within}）</translation>
    </message>
    <message>
      <source>{time}  {what}</source>
      <translation>{time}  {what}</translation>
    </message>
    <message>
      <source>{what} ({reason})</source>
      <translation>{what}（{reason}）</translation>
    </message>
    <message>
      <source>{what} as last known</source>
      <translation>{what}（最后已知）</translation>
    </message>
    <message>
      <source>{what}, blocked</source>
      <translation>{what}，已阻塞</translation>
    </message>
  </context>
  <context>
    <name>told</name>
    <message>
      <source>Each also starts and stops without the other</source>
      <translation>两者也可各自启动和停止</translation>
    </message>
    <message>
      <source>If it cannot, it runs elsewhere</source>
      <translation>若不能，则在别处运行</translation>
    </message>
    <message>
      <source>If no other node is left, both run on one</source>
      <translation>若没有其他节点，则两者同在一个节点</translation>
    </message>
    <message>
      <source>If no other node is left, it runs there after all</source>
      <translation>若没有其他节点，仍会在那里运行</translation>
    </message>
    <message>
      <source>If no other node is left, {who} stops</source>
      <translation>若没有其他节点，{who} 停止</translation>
    </message>
    <message>
      <source>If there is no primary, {who} stops</source>
      <translation>若没有已提升实例，{who} 停止</translation>
    </message>
    <message>
      <source>If {first} restarts, {then} restarts too</source>
      <translation>若 {first} 重启，{then} 也重启</translation>
    </message>
    <message>
      <source>If {other} comes to its node, {who} leaves</source>
      <translation>若 {other} 来到其节点，{who} 离开</translation>
    </message>
    <message>
      <source>If {other} moves, {who} follows</source>
      <translation>若 {other} 移动，{who} 跟随</translation>
    </message>
    <message>
      <source>If {other} runs nowhere, {who} is not promoted</source>
      <translation>若 {other} 未运行，{who} 不会被提升</translation>
    </message>
    <message>
      <source>If {other} runs nowhere, {who} stops</source>
      <translation>若 {other} 未运行，{who} 停止</translation>
    </message>
    <message>
      <source>Not even if no other node is left</source>
      <translation>即使没有其他节点也不</translation>
    </message>
    <message>
      <source>Scores of all constraints and stickiness add up; the highest wins</source>
      <translation>所有约束与黏性的分数相加，最高者胜出</translation>
    </message>
    <message>
      <source>While {node} is down, it runs elsewhere</source>
      <translation>{node} 停机期间在别处运行</translation>
    </message>
    <message>
      <source>{line}.</source>
      <translation>{line}。</translation>
    </message>
    <message>
      <source>{other} runs without {who} too</source>
      <translation>没有 {who}，{other} 照样运行</translation>
    </message>
    <message>
      <source>{who} does not mind where {other} runs</source>
      <translation>{who} 不在意 {other} 在哪里运行</translation>
    </message>
    <message>
      <source>{who} keeps away from {other} if it can</source>
      <translation>{who} 尽量远离 {other}</translation>
    </message>
    <message>
      <source>{who} never runs where {other} runs</source>
      <translation>{who} 绝不在 {other} 运行的节点上运行</translation>
    </message>
    <message>
      <source>{who} runs with {other} if it can</source>
      <translation>{who} 尽量与 {other} 一起运行</translation>
    </message>
    <message>
      <source>{who} stays with {other}</source>
      <translation>{who} 与 {other} 在一起</translation>
    </message>
  </context>
  <context>
    <name>topology</name>
    <message>
      <source>Copy of {clone}</source>
      <translation>{clone} 的实例</translation>
    </message>
    <message>
      <source>DC</source>
      <translation>DC</translation>
    </message>
    <message>
      <source>Failed on {node}: {how}</source>
      <translation>在 {node} 上失败：{how}</translation>
    </message>
    <message>
      <source>Node health is {health}.</source>
      <translation>节点健康状况为 {health}。</translation>
    </message>
    <message numerus="yes">
      <source>Not running ({n})</source>
      <translation>
        <numerusform>未运行（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>Nothing: every resource runs somewhere</source>
      <translation>无：所有资源都在运行</translation>
    </message>
    <message>
      <source>Overview</source>
      <translation>概览</translation>
    </message>
    <message>
      <source>Overview: drag to look elsewhere</source>
      <translation>概览：拖动以查看其他位置</translation>
    </message>
    <message>
      <source>Put {name} into standby: its resources move elsewhere</source>
      <translation>将 {name} 设为备用：其资源会迁往别处</translation>
    </message>
    <message>
      <source>Stale: this is the last that was known</source>
      <translation>已过时：这是最后已知的状态</translation>
    </message>
    <message>
      <source>Standby switch of {name}; this view is read-only</source>
      <translation>{name} 的备用开关；此视图为只读</translation>
    </message>
    <message>
      <source>Take {name} out of standby</source>
      <translation>使 {name} 退出备用</translation>
    </message>
    <message>
      <source>Topology</source>
      <translation>拓扑</translation>
    </message>
    <message>
      <source>Topology; nodes: {nodes}, resources not running: {idle}</source>
      <translation>拓扑：{nodes} 个节点，{idle} 个资源未运行</translation>
    </message>
    <message>
      <source>UNCLEAN · must be fenced</source>
      <translation>状态不明 · 必须隔离</translation>
    </message>
    <message>
      <source>also on {nodes}</source>
      <translation>同时在 {nodes} 上</translation>
    </message>
    <message>
      <source>avoids {node} ({score})</source>
      <translation>避开 {node}（{score}）</translation>
    </message>
    <message>
      <source>avoids {score}</source>
      <translation>避开 {score}</translation>
    </message>
    <message>
      <source>by rule</source>
      <translation>按规则</translation>
    </message>
    <message>
      <source>by rule</source>
      <translation>按规则</translation>
    </message>
    <message>
      <source>cannot be recovered by the cluster</source>
      <translation>集群无法将其恢复</translation>
    </message>
    <message>
      <source>clean up</source>
      <translation>清理</translation>
    </message>
    <message>
      <source>clone</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>failed on {nodes}</source>
      <translation>在 {nodes} 上失败</translation>
    </message>
    <message>
      <source>failed on {node}</source>
      <translation>在 {node} 上失败</translation>
    </message>
    <message>
      <source>failed {times} times on {nodes}</source>
      <translation>在 {nodes} 上失败 {times} 次</translation>
    </message>
    <message>
      <source>given up on {nodes}</source>
      <translation>已放弃在 {nodes} 上运行</translation>
    </message>
    <message>
      <source>guest</source>
      <translation>来宾</translation>
    </message>
    <message>
      <source>joining…</source>
      <translation>正在加入…</translation>
    </message>
    <message>
      <source>locked to {node}</source>
      <translation>锁定到 {node}</translation>
    </message>
    <message>
      <source>maintenance</source>
      <translation>维护</translation>
    </message>
    <message>
      <source>never {score}</source>
      <translation>绝不 {score}</translation>
    </message>
    <message>
      <source>never on {node} (−∞)</source>
      <translation>绝不在 {node} 上（−∞）</translation>
    </message>
    <message>
      <source>never {score}</source>
      <translation>绝不 {score}</translation>
    </message>
    <message>
      <source>nowhere</source>
      <translation>无</translation>
    </message>
    <message>
      <source>orphaned</source>
      <translation>孤立</translation>
    </message>
    <message>
      <source>ping</source>
      <translation>ping</translation>
    </message>
    <message>
      <source>prefers {node} ({score})</source>
      <translation>倾向 {node}（{score}）</translation>
    </message>
    <message>
      <source>prefers {score}</source>
      <translation>倾向 {score}</translation>
    </message>
    <message>
      <source>remote</source>
      <translation>远程</translation>
    </message>
    <message>
      <source>stopped on purpose</source>
      <translation>按配置停止</translation>
    </message>
    <message>
      <source>unmanaged</source>
      <translation>未受管</translation>
    </message>
    <message>
      <source>was {word}</source>
      <translation>原为 {word}</translation>
    </message>
    <message>
      <source>{name} is in maintenance: its resources run on, but the cluster does not watch or touch them.</source>
      <translation>{name} 处于维护：其资源继续运行，但集群不监控也不操作它们。</translation>
    </message>
    <message>
      <source>{name} is in standby: it is a member of the cluster but runs no resources.</source>
      <translation>{name} 处于备用：仍是集群成员，但不运行资源。</translation>
    </message>
    <message>
      <source>{name} is joining the cluster.</source>
      <translation>{name} 正在加入集群。</translation>
    </message>
    <message>
      <source>{name} is offline: nothing runs there.</source>
      <translation>{name} 离线：其上没有任何资源运行。</translation>
    </message>
    <message>
      <source>{name} is online.</source>
      <translation>{name} 在线。</translation>
    </message>
    <message>
      <source>{name} is unclean: the cluster does not know what runs there and waits until it has been fenced.</source>
      <translation>{name} 状态不明：集群不知道其上运行着什么，正等待将其隔离。</translation>
    </message>
    <message>
      <source>{name} · group</source>
      <translation>{name} · 资源组</translation>
    </message>
    <message>
      <source>{name} · {here} of {all}</source>
      <translation>{name} · {here}/{all}</translation>
    </message>
    <message>
      <source>{number} in {group}</source>
      <translation>{group} 中第 {number} 个</translation>
    </message>
    <message numerus="yes">
      <source>{n} failures</source>
      <translation>
        <numerusform>{n} 个故障</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} idle copies</source>
      <translation>
        <numerusform>{n} 个空闲实例</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} resources are active on it.</source>
      <translation>
        <numerusform>其上有 {n} 个资源在运行。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} running</source>
      <translation>
        <numerusform>{n} 个运行中</numerusform>
      </translation>
    </message>
    <message>
      <source>{times}×</source>
      <translation>{times}×</translation>
    </message>
    <message>
      <source>{title}: {word}</source>
      <translation>{title}：{word}</translation>
    </message>
    <message>
      <source>{title}: {word} on {node}</source>
      <translation>{title}：{word}（{node}）</translation>
    </message>
    <message>
      <source>{word}…</source>
      <translation>{word}…</translation>
    </message>
  </context>
  <context>
    <name>tree</name>
    <message>
      <source>CONSTRAINTS</source>
      <translation>约束</translation>
    </message>
    <message>
      <source>Cluster</source>
      <translation>集群</translation>
    </message>
    <message>
      <source>DC</source>
      <translation>DC</translation>
    </message>
    <message>
      <source>Find a node, resource or constraint</source>
      <translation>查找节点、资源或约束</translation>
    </message>
    <message>
      <source>Find a node, resource, constraint…</source>
      <translation>查找节点、资源、约束…</translation>
    </message>
    <message>
      <source>NODES</source>
      <translation>节点</translation>
    </message>
    <message>
      <source>RESOURCES</source>
      <translation>资源</translation>
    </message>
    <message>
      <source>bundle</source>
      <translation>捆绑包</translation>
    </message>
    <message>
      <source>clone</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>failed on {nodes}</source>
      <translation>在 {nodes} 上失败</translation>
    </message>
    <message>
      <source>fencing</source>
      <translation>隔离</translation>
    </message>
    <message>
      <source>group</source>
      <translation>资源组</translation>
    </message>
    <message>
      <source>promotable</source>
      <translation>可提升</translation>
    </message>
    <message>
      <source>was {word}</source>
      <translation>原为 {word}</translation>
    </message>
    <message>
      <source>{key} on {nodes}</source>
      <translation>{key}（{nodes}）</translation>
    </message>
    <message>
      <source>{kind} {active} of {all}</source>
      <translation>{kind} {active}/{all}</translation>
    </message>
  </context>
  <context>
    <name>units</name>
    <message>
      <source>every {time}</source>
      <translation>每 {time}</translation>
    </message>
    <message>
      <source>{d} d {h} h</source>
      <translation>{d} 天 {h} 小时</translation>
    </message>
    <message>
      <source>{h} h {m} min</source>
      <translation>{h} 小时 {m} 分</translation>
    </message>
    <message>
      <source>{ms} ms</source>
      <translation>{ms} 毫秒</translation>
    </message>
    <message>
      <source>{m} min {s} s</source>
      <translation>{m} 分 {s} 秒</translation>
    </message>
    <message>
      <source>{s} s</source>
      <translation>{s} 秒</translation>
    </message>
  </context>
  <context>
    <name>welcome</name>
    <message>
      <source>Connect to the engines of a cluster, or drop a saved CIB file here.</source>
      <translation>连接到集群的引擎，或将保存的 CIB 文件拖到此处。</translation>
    </message>
    <message>
      <source>No cluster in view</source>
      <translation>尚未显示集群</translation>
    </message>
    <message>
      <source>Recent files</source>
      <translation>最近的文件</translation>
    </message>
    <message>
      <source>Saved clusters</source>
      <translation>已保存的集群</translation>
    </message>
  </context>
  <context>
    <name>window</name>
    <message>
      <source>A fault in hagui itself ({fault}); what is shown may be incomplete. Please report it.</source>
      <translation>hagui 自身出错（{fault}）；显示的内容可能不完整。请报告此问题。</translation>
    </message>
    <message>
      <source>A file has no engine that could do that; only edits are possible.</source>
      <translation>文件没有引擎可以执行此操作；只能编辑。</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <source>CIB files (*.xml *.bz2 *.gz *.raw);;All files (*)</source>
      <translation>CIB 文件 (*.xml *.bz2 *.gz *.raw);;所有文件 (*)</translation>
    </message>
    <message>
      <source>Cancel</source>
      <translation>取消</translation>
    </message>
    <message>
      <source>CIB files and recordings (*.xml *.bz2 *.gz *.raw *.hagui);;All files (*)</source>
      <translation>CIB 文件和录制文件 (*.xml *.bz2 *.gz *.raw *.hagui);;所有文件 (*)</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Close hagui</source>
      <translation>关闭 hagui</translation>
    </message>
    <message>
      <source>Copy details</source>
      <translation>复制详细信息</translation>
    </message>
    <message>
      <source>Dependencies</source>
      <translation>依赖关系</translation>
    </message>
    <message>
      <source>Details</source>
      <translation>详细信息</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>草稿</translation>
    </message>
    <message numerus="yes">
      <source>Draft ({n})</source>
      <translation>
        <numerusform>草稿（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>Events</source>
      <translation>事件</translation>
    </message>
    <message>
      <source>Export a picture</source>
      <translation>导出图片</translation>
    </message>
    <message>
      <source>Lists</source>
      <translation>列表</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>失效</translation>
    </message>
    <message>
      <source>Open a CIB file or a recording</source>
      <translation>打开 CIB 文件或录制文件</translation>
    </message>
    <message>
      <source>Opening {name}…</source>
      <translation>正在打开 {name}…</translation>
    </message>
    <message>
      <source>Problems</source>
      <translation>问题</translation>
    </message>
    <message numerus="yes">
      <source>Problems ({n})</source>
      <translation>
        <numerusform>问题（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>SVG pictures (*.svg);;PNG pictures (*.png)</source>
      <translation>SVG 图片 (*.svg);;PNG 图片 (*.png)</translation>
    </message>
    <message>
      <source>Temporary</source>
      <translation>临时</translation>
    </message>
    <message numerus="yes">
      <source>Temporary ({n})</source>
      <translation>
        <numerusform>临时（{n}）</numerusform>
      </translation>
    </message>
    <message>
      <source>The draft is kept</source>
      <translation>草稿已保留</translation>
    </message>
    <message>
      <source>The picture is in {name}.</source>
      <translation>图片已写入 {name}。</translation>
    </message>
    <message>
      <source>Timeline</source>
      <translation>时间线</translation>
    </message>
    <message>
      <source>Topology</source>
      <translation>拓扑</translation>
    </message>
    <message>
      <source>Views</source>
      <translation>视图</translation>
    </message>
    <message>
      <source>What can be done here</source>
      <translation>此处可用的操作</translation>
    </message>
    <message>
      <source>{name} was not written ({reason}); choose another place.</source>
      <translation>{name} 未写入（{reason}）；请换一个位置。</translation>
    </message>
    <message>
      <source>{name} — hagui</source>
      <translation>{name} — hagui</translation>
    </message>
    <message numerus="yes">
      <source>{n} change(s) were not committed. They are here again when you next open {name}; nothing of them has reached it.</source>
      <translation>
        <numerusform>{n} 项更改尚未提交。下次打开 {name} 时它们还在；它们都没有生效。</numerusform>
      </translation>
    </message>
    <message>
      <source>Incidents</source>
      <translation>故障事件</translation>
    </message>
  </context>
  <context>
    <name>draft</name>
    <message numerus="yes">
      <source>{n} change(s) of the draft were made by others just so, and are no longer in it.</source>
      <translation>
        <numerusform>草稿中的 {n} 项更改已由他人作出，不再列于草稿中。</numerusform>
      </translation>
    </message>
    <message>
      <source>What was drafted here last is in the cluster by now.</source>
      <translation>上次在此起草的更改现已在集群中。</translation>
    </message>
    <message>
      <source>{cluster}: {what}</source>
      <translation>{cluster}：{what}</translation>
    </message>
    <message>
      <source>the changes are in the cluster, though the connection was lost</source>
      <translation>虽然连接中断，更改已在集群中生效</translation>
    </message>
    <message numerus="yes">
      <source>Review {n} change(s)…</source>
      <translation>
        <numerusform>审阅 {n} 项更改…</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>Save {n} change(s)…</source>
      <translation>
        <numerusform>保存 {n} 项更改…</numerusform>
      </translation>
    </message>
    <message>
      <source>{action}: {what}</source>
      <translation>{action}：{what}</translation>
    </message>
    <message>
      <source>The scheduler is asked what the draft would do</source>
      <translation>正在询问调度器草稿会带来什么</translation>
    </message>
    <message>
      <source>Rehearsing…</source>
      <translation>演练中…</translation>
    </message>
    <message>
      <source>Rehearsed</source>
      <translation>已演练</translation>
    </message>
    <message>
      <source>Not rehearsed</source>
      <translation>未演练</translation>
    </message>
    <message>
      <source>No rehearsal</source>
      <translation>无法演练</translation>
    </message>
    <message>
      <source>Remove</source>
      <translation>移除</translation>
    </message>
    <message>
      <source>Remove: {change}</source>
      <translation>移除：{change}</translation>
    </message>
    <message>
      <source>Take this change out of the draft</source>
      <translation>把这项更改移出草稿</translation>
    </message>
    <message>
      <source>IF SAVED AND LOADED</source>
      <translation>若保存并载入</translation>
    </message>
    <message>
      <source>IF COMMITTED</source>
      <translation>若提交</translation>
    </message>
    <message>
      <source>{node} is fenced</source>
      <translation>{node} 被隔离</translation>
    </message>
    <message>
      <source>Draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>Changes</source>
      <translation>更改</translation>
    </message>
    <message>
      <source>What would happen</source>
      <translation>会发生什么</translation>
    </message>
    <message>
      <source>Asked of {scheduler}; it took {seconds} s.</source>
      <translation>由 {scheduler} 回答，用时 {seconds} 秒。</translation>
    </message>
    <message>
      <source>No changes yet.</source>
      <translation>尚无更改。</translation>
    </message>
    <message>
      <source>Drag a card onto a node or into a group, draw a line from a card's handle to another card, or open the menu of anything. Nothing reaches the cluster before you have reviewed and committed it.</source>
      <translation>把卡片拖到节点上或资源组中，从卡片的手柄拉线到另一张卡片，或打开任意对象的菜单。在您审阅并提交之前，集群不会有任何改变。</translation>
    </message>
    <message>
      <source>The scheduler is being asked…</source>
      <translation>正在询问调度器…</translation>
    </message>
    <message numerus="yes">
      <source>Discard {n} change(s)?</source>
      <translation>
        <numerusform>放弃 {n} 项更改？</numerusform>
      </translation>
    </message>
    <message>
      <source>They were not committed, so the cluster has none of them. Undo brings them back as long as hagui runs.</source>
      <translation>它们尚未提交，集群中没有这些更改。只要 hagui 还在运行，撤销就能找回。</translation>
    </message>
    <message>
      <source>Discard</source>
      <translation>放弃</translation>
    </message>
    <message>
      <source>Save the CIB as</source>
      <translation>CIB 另存为</translation>
    </message>
    <message>
      <source>The configuration was changed by others meanwhile, so nothing was committed. Look at the review once more, and commit again.</source>
      <translation>其间他人修改了配置，因此未提交任何更改。请再看一遍审阅，然后重新提交。</translation>
    </message>
    <message>
      <source>done, though not all came as predicted</source>
      <translation>已完成，但并非全部如预测</translation>
    </message>
    <message>
      <source>{who} is {found}, expected {expected}</source>
      <translation>{who} 在：{found}，预期：{expected}</translation>
    </message>
    <message>
      <source>nowhere</source>
      <translation>未运行</translation>
    </message>
    <message>
      <source>done, the cluster has settled as predicted</source>
      <translation>已完成，集群已如预测稳定下来</translation>
    </message>
    <message>
      <source>Not as predicted: {what}</source>
      <translation>与预测不符：{what}</translation>
    </message>
    <message>
      <source>{who} failed on {node} ({how})</source>
      <translation>{who} 在 {node} 上失败（{how}）</translation>
    </message>
    <message>
      <source>on {node} (promoted)</source>
      <translation>{node}（已提升）</translation>
    </message>
    <message>
      <source>on {node}</source>
      <translation>{node}</translation>
    </message>
    <message>
      <source>The changes are committed; whether the cluster settled is not known: {why}</source>
      <translation>更改已提交；集群是否已稳定尚不清楚：{why}</translation>
    </message>
    <message>
      <source>Take out: {change}</source>
      <translation>移出：{change}</translation>
    </message>
    <message>
      <source>Discard the draft</source>
      <translation>放弃草稿</translation>
    </message>
    <message>
      <source>Set aside, as others changed the same: {what}. Decide in the review.</source>
      <translation>已搁置，因为他人修改了同一处：{what}。请在审阅中决定。</translation>
    </message>
    <message>
      <source>no longer: {what}</source>
      <translation>不再：{what}</translation>
    </message>
    <message>
      <source>moves nothing</source>
      <translation>不引起任何移动</translation>
    </message>
    <message numerus="yes">
      <source>{what}; and {n} more</source>
      <translation>
        <numerusform>{what}；另有 {n} 项</numerusform>
      </translation>
    </message>
    <message>
      <source>The draft is being committed: wait until that is done.</source>
      <translation>草稿正在提交：请等待完成。</translation>
    </message>
    <message>
      <source>{name} is saved.</source>
      <translation>{name} 已保存。</translation>
    </message>
    <message>
      <source>The file was changed by others meanwhile, so nothing was saved. Look at the review once more, and save again.</source>
      <translation>其间他人修改了该文件，因此未保存。请再看一遍审阅，然后重新保存。</translation>
    </message>
    <message numerus="yes">
      <source>A draft with {n} change(s) from {time} was restored.</source>
      <translation>
        <numerusform>已恢复 {time} 的草稿，含 {n} 项更改。</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>temporary</name>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>Show: {what}</source>
      <translation>显示：{what}</translation>
    </message>
    <message>
      <source>Temporary</source>
      <translation>临时</translation>
    </message>
    <message>
      <source>Clear</source>
      <translation>清除</translation>
    </message>
    <message>
      <source>Clear: {what}</source>
      <translation>清除：{what}</translation>
    </message>
    <message>
      <source>Remove it, after a look at what that does</source>
      <translation>先看影响，再移除</translation>
    </message>
    <message>
      <source>Nothing temporary is in force.</source>
      <translation>没有有效的临时项。</translation>
    </message>
    <message>
      <source>What a move or a ban leaves behind, what ends at a set time, and standby until a reboot are listed here, with who made them.</source>
      <translation>迁移或禁止留下的约束、到期自动结束的约束，以及持续到重启的备用，都列在这里，并注明由谁设置。</translation>
    </message>
    <message>
      <source>{node} is in maintenance until it reboots</source>
      <translation>{node} 处于维护状态，直到重启</translation>
    </message>
    <message>
      <source>ends at {time}</source>
      <translation>于 {time} 结束</translation>
    </message>
    <message>
      <source>{node} is in standby until it reboots</source>
      <translation>{node} 处于备用状态，直到重启</translation>
    </message>
    <message>
      <source>{age} ago</source>
      <translation>{age}前</translation>
    </message>
    <message>
      <source>more than {age} ago</source>
      <translation>{age}以前</translation>
    </message>
    <message>
      <source>does not end by itself</source>
      <translation>不会自行结束</translation>
    </message>
    <message>
      <source>ended at {time}; it does nothing any more</source>
      <translation>已于 {time} 结束，不再起作用</translation>
    </message>
    <message>
      <source>ends when the node reboots</source>
      <translation>节点重启时结束</translation>
    </message>
    <message>
      <source>Left by a move: {what}</source>
      <translation>迁移留下：{what}</translation>
    </message>
    <message>
      <source>Left by a ban: {what}</source>
      <translation>禁止留下：{what}</translation>
    </message>
    <message>
      <source>by {user}</source>
      <translation>由 {user}</translation>
    </message>
    <message>
      <source>with {program}</source>
      <translation>通过 {program}</translation>
    </message>
    <message>
      <source>on {node}</source>
      <translation>在 {node}</translation>
    </message>
    <message>
      <source>“Online” in the node's menu ends it now.</source>
      <translation>节点菜单中的“上线”可立即结束。</translation>
    </message>
    <message>
      <source>“End node maintenance” in the node's menu ends it now.</source>
      <translation>节点菜单中的“结束节点维护”可立即结束。</translation>
    </message>
  </context>
  <context>
    <name>dependencies</name>
    <message>
      <source>Collapse or expand (− and +)</source>
      <translation>折叠或展开（− 和 +）</translation>
    </message>
    <message>
      <source>Dependencies</source>
      <translation>依赖关系</translation>
    </message>
    <message>
      <source>Dependencies; resources: {units}, lines: {links}</source>
      <translation>依赖关系；资源：{units}，连线：{links}</translation>
    </message>
    <message>
      <source>Foretold: {what}</source>
      <translation>预计：{what}</translation>
    </message>
    <message>
      <source>No resources are configured</source>
      <translation>没有配置资源</translation>
    </message>
    <message>
      <source>Nothing depends on these</source>
      <translation>没有资源依赖这些</translation>
    </message>
    <message>
      <source>The picture is too large to be made; try SVG instead.</source>
      <translation>图片过大，无法生成；请改用 SVG。</translation>
    </message>
    <message>
      <source>all of</source>
      <translation>全部</translation>
    </message>
    <message numerus="yes">
      <source>and {n} more constraints</source>
      <translation>
        <numerusform>还有 {n} 个约束</numerusform>
      </translation>
    </message>
    <message>
      <source>any of</source>
      <translation>任一</translation>
    </message>
    <message>
      <source>at times</source>
      <translation>按时间</translation>
    </message>
    <message>
      <source>bundle</source>
      <translation>捆绑包</translation>
    </message>
    <message>
      <source>by {attribute}</source>
      <translation>按 {attribute}</translation>
    </message>
    <message>
      <source>clone</source>
      <translation>克隆</translation>
    </message>
    <message>
      <source>cloned group</source>
      <translation>克隆的资源组</translation>
    </message>
    <message>
      <source>demote</source>
      <translation>降级</translation>
    </message>
    <message>
      <source>demoted</source>
      <translation>降级</translation>
    </message>
    <message>
      <source>draft</source>
      <translation>草稿</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>空</translation>
    </message>
    <message>
      <source>fence</source>
      <translation>隔离</translation>
    </message>
    <message>
      <source>freeze</source>
      <translation>冻结</translation>
    </message>
    <message>
      <source>group</source>
      <translation>资源组</translation>
    </message>
    <message>
      <source>in any order</source>
      <translation>任意顺序</translation>
    </message>
    <message>
      <source>kept apart</source>
      <translation>分开</translation>
    </message>
    <message>
      <source>kept apart {chip}</source>
      <translation>分开 {chip}</translation>
    </message>
    <message>
      <source>name</source>
      <translation>节点名</translation>
    </message>
    <message>
      <source>not known yet</source>
      <translation>尚不清楚</translation>
    </message>
    <message>
      <source>nowhere</source>
      <translation>未运行</translation>
    </message>
    <message>
      <source>on {node}</source>
      <translation>在 {node}</translation>
    </message>
    <message>
      <source>once demoted, {chip}</source>
      <translation>降级后，{chip}</translation>
    </message>
    <message>
      <source>once promoted, {chip}</source>
      <translation>提升后，{chip}</translation>
    </message>
    <message>
      <source>once stopped, {chip}</source>
      <translation>停止后，{chip}</translation>
    </message>
    <message>
      <source>only {node}</source>
      <translation>仅 {node}</translation>
    </message>
    <message>
      <source>promotable</source>
      <translation>可提升</translation>
    </message>
    <message>
      <source>promoted</source>
      <translation>提升</translation>
    </message>
    <message>
      <source>restarts</source>
      <translation>重启</translation>
    </message>
    <message>
      <source>starts first</source>
      <translation>先启动</translation>
    </message>
    <message>
      <source>starts last</source>
      <translation>后启动</translation>
    </message>
    <message>
      <source>starts on {node}</source>
      <translation>在 {node} 启动</translation>
    </message>
    <message>
      <source>stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>stops</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>then demote, {chip}</source>
      <translation>然后降级，{chip}</translation>
    </message>
    <message>
      <source>then promote, {chip}</source>
      <translation>然后提升，{chip}</translation>
    </message>
    <message>
      <source>then stop, {chip}</source>
      <translation>然后停止，{chip}</translation>
    </message>
    <message>
      <source>then, {chip}</source>
      <translation>然后，{chip}</translation>
    </message>
    <message>
      <source>together {chip}</source>
      <translation>在一起 {chip}</translation>
    </message>
    <message>
      <source>{active} of {all} active</source>
      <translation>{active}/{all} 活动</translation>
    </message>
    <message>
      <source>{name} not set</source>
      <translation>{name} 未设置</translation>
    </message>
    <message>
      <source>{name} set</source>
      <translation>{name} 已设置</translation>
    </message>
    <message numerus="yes">
      <source>{n} active</source>
      <translation>
        <numerusform>{n} 个活动</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} change</source>
      <translation>
        <numerusform>{n} 个变化</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} more</source>
      <translation>
        <numerusform>另外 {n} 个</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>keeping</name>
    <message>
      <source>{file} cannot be written ({reason}): make room or mend that; until then a crash of hagui would lose your changes.</source>
      <translation>无法写入 {file}（{reason}）：请腾出空间或排除原因；在此之前，hagui 崩溃会丢失您的更改。</translation>
    </message>
    <message>
      <source>The draft on disk was damaged; what could be read is here, and the damaged file is kept as {file}.</source>
      <translation>磁盘上的草稿已损坏；能读出的都在这里，损坏的文件保留为 {file}。</translation>
    </message>
    <message>
      <source>Another window of hagui has a draft of this open, so a crash would lose what you change here: close one of them.</source>
      <translation>另一个 hagui 窗口正打开着它的草稿，因此崩溃会丢失您在这里的更改：请关闭其中一个。</translation>
    </message>
    <message>
      <source>The draft in {file} cannot be read: a later version of hagui wrote it. Use that, or move the file away.</source>
      <translation>无法读取 {file} 中的草稿：它由更高版本的 hagui 写成。请使用该版本，或移走此文件。</translation>
    </message>
    <message>
      <source>The record of that commit ({file}) is damaged, so it cannot be reverted.</source>
      <translation>该次提交的记录（{file}）已损坏，因此无法还原。</translation>
    </message>
  </context>
  <context>
    <name>difference</name>
    <message>
      <source>{what} went from {old} into {new}</source>
      <translation>{what} 从 {old} 移到 {new}</translation>
    </message>
    <message>
      <source>{what}: {name} was changed from {old} to {new}</source>
      <translation>{what}：{name} 从 {old} 改为 {new}</translation>
    </message>
    <message>
      <source>{what} went into {new}</source>
      <translation>{what} 进入 {new}</translation>
    </message>
    <message>
      <source>{what} left {old}</source>
      <translation>{what} 离开 {old}</translation>
    </message>
    <message>
      <source>{what}: {name} was set to {new}</source>
      <translation>{what}：{name} 设为 {new}</translation>
    </message>
    <message>
      <source>{what}: {name} was removed (was {old})</source>
      <translation>{what}：{name} 被移除（原为 {old}）</translation>
    </message>
    <message>
      <source>{part} of {what}</source>
      <translation>{what} 的 {part}</translation>
    </message>
    <message>
      <source>{what} was added</source>
      <translation>添加了 {what}</translation>
    </message>
    <message>
      <source>{what} was removed</source>
      <translation>移除了 {what}</translation>
    </message>
    <message>
      <source>the order in {what} is now {order}</source>
      <translation>{what} 中的顺序现为 {order}</translation>
    </message>
    <message>
      <source>cluster options</source>
      <translation>集群选项</translation>
    </message>
    <message>
      <source>defaults of resources</source>
      <translation>资源默认值</translation>
    </message>
    <message>
      <source>defaults of operations</source>
      <translation>操作默认值</translation>
    </message>
  </context>
  <context>
    <name>commits</name>
    <message numerus="yes">
      <source>{first}, and {n} more</source>
      <translation>
        <numerusform>{first}，另有 {n} 项</numerusform>
      </translation>
    </message>
    <message>
      <source>Revert a commit</source>
      <translation>还原某次提交</translation>
    </message>
    <message>
      <source>The opposite of the commit you choose is put into the draft, to be rehearsed and reviewed like any other change. What was changed since stays.</source>
      <translation>所选提交的反向更改会放入草稿，像其他更改一样先演练、再审阅。此后所做的更改保持不变。</translation>
    </message>
    <message>
      <source>Commits, the newest first</source>
      <translation>提交，最新的在前</translation>
    </message>
    <message>
      <source>&amp;Back</source>
      <translation>返回(&amp;B)</translation>
    </message>
    <message>
      <source>&amp;Revert…</source>
      <translation>还原(&amp;R)…</translation>
    </message>
    <message>
      <source>Put the opposite of this commit into the draft</source>
      <translation>把这次提交的反向更改放入草稿</translation>
    </message>
    <message>
      <source>reverted</source>
      <translation>已还原</translation>
    </message>
  </context>
  <context>
    <name>keys</name>
    <message>
      <source>A hundred more, a hundred less</source>
      <translation>加一百、减一百</translation>
    </message>
    <message>
      <source>Arrows</source>
      <translation>方向键</translation>
    </message>
    <message>
      <source>Change nothing</source>
      <translation>不作更改</translation>
    </message>
    <message>
      <source>Choose one of what is offered</source>
      <translation>选择所提供的一项</translation>
    </message>
    <message>
      <source>Ctrl+Arrows</source>
      <translation>Ctrl+方向键</translation>
    </message>
    <message>
      <source>Ctrl+Left, Ctrl+Right</source>
      <translation>Ctrl+左、Ctrl+右</translation>
    </message>
    <message>
      <source>Ctrl+Space</source>
      <translation>Ctrl+空格</translation>
    </message>
    <message>
      <source>Enter</source>
      <translation>回车</translation>
    </message>
    <message>
      <source>Esc</source>
      <translation>Esc</translation>
    </message>
    <message>
      <source>Give up a drag; let go of the selection</source>
      <translation>放弃拖动；取消选择</translation>
    </message>
    <message>
      <source>Go back by what is in view; go to now</source>
      <translation>向前翻一屏；回到现在</translation>
    </message>
    <message>
      <source>Go from card to card</source>
      <translation>在卡片之间移动</translation>
    </message>
    <message>
      <source>Go from lane to lane</source>
      <translation>在泳道之间移动</translation>
    </message>
    <message>
      <source>Go on and back in time (on the slider)</source>
      <translation>在时间中前进和后退（在滑块上）</translation>
    </message>
    <message>
      <source>Go on, and leave the selection as it is</source>
      <translation>继续移动，不改变选择</translation>
    </message>
    <message>
      <source>Go through the constraints of a card (dependencies)</source>
      <translation>逐个查看卡片的约束（依赖视图）</translation>
    </message>
    <message>
      <source>Go to score, roles and buttons; arrows change a role</source>
      <translation>转到分数、角色和按钮；方向键切换角色</translation>
    </message>
    <message>
      <source>Go to what happened before, or next</source>
      <translation>转到上一件或下一件发生的事</translation>
    </message>
    <message>
      <source>Home, End</source>
      <translation>Home、End</translation>
    </message>
    <message>
      <source>In a replay</source>
      <translation>在回放中</translation>
    </message>
    <message>
      <source>In a score</source>
      <translation>在分数框中</translation>
    </message>
    <message>
      <source>In an offer</source>
      <translation>在选项框中</translation>
    </message>
    <message>
      <source>Left, Right</source>
      <translation>左、右方向键</translation>
    </message>
    <message>
      <source>Let go of the cursor</source>
      <translation>取消光标</translation>
    </message>
    <message>
      <source>Let the whole window show the moment at the cursor</source>
      <translation>让整个窗口显示光标处的时刻</translation>
    </message>
    <message>
      <source>Move the cursor, which says what was true</source>
      <translation>移动光标，查看当时的情况</translation>
    </message>
    <message>
      <source>On the canvas</source>
      <translation>在画布上</translation>
    </message>
    <message>
      <source>On the timeline</source>
      <translation>在时间线上</translation>
    </message>
    <message>
      <source>One more, one less</source>
      <translation>加一、减一</translation>
    </message>
    <message>
      <source>Open the menu; edit the score of a constraint</source>
      <translation>打开菜单；编辑约束的分数</translation>
    </message>
    <message>
      <source>Open the menus, where a button stands for them</source>
      <translation>打开收入按钮的菜单</translation>
    </message>
    <message>
      <source>Page Up, Page Down</source>
      <translation>Page Up、Page Down</translation>
    </message>
    <message>
      <source>Pause, and go on</source>
      <translation>暂停，继续</translation>
    </message>
    <message>
      <source>Play, or pause (in the bar)</source>
      <translation>播放或暂停（在回放条中）</translation>
    </message>
    <message>
      <source>Return to live</source>
      <translation>返回实时</translation>
    </message>
    <message>
      <source>Select more and more</source>
      <translation>逐个加选</translation>
    </message>
    <message>
      <source>Select what was gone to as well, or no longer</source>
      <translation>加选所到之处，或取消其选择</translation>
    </message>
    <message>
      <source>Shift+Arrows</source>
      <translation>Shift+方向键</translation>
    </message>
    <message>
      <source>Show less time, or more</source>
      <translation>显示更短或更长的时间</translation>
    </message>
    <message>
      <source>Space</source>
      <translation>空格键</translation>
    </message>
    <message>
      <source>Swap the ends</source>
      <translation>交换两端</translation>
    </message>
    <message>
      <source>Tab</source>
      <translation>Tab</translation>
    </message>
    <message>
      <source>Take it into the draft</source>
      <translation>加入草稿</translation>
    </message>
    <message>
      <source>Up, Down</source>
      <translation>上、下</translation>
    </message>
    <message>
      <source>Zoom; open and close a box (dependencies)</source>
      <translation>缩放；展开和合上框（依赖视图）</translation>
    </message>
    <message>
      <source>− then I, or N</source>
      <translation>先 − 后 I，或 N</translation>
    </message>
    <message>
      <source>−∞: never</source>
      <translation>−∞：绝不</translation>
    </message>
  </context>
  <context>
    <name>recording</name>
    <message>
      <source>{name} is damaged or cut off ({reason}); copy it once more from where it comes from.</source>
      <translation>{name} 已损坏或不完整（{reason}）；请从其来源重新复制一份。</translation>
    </message>
    <message>
      <source>{name} is no recording of hagui; choose a file that was saved with Save Recording.</source>
      <translation>{name} 不是 hagui 的录制文件；请选择用“保存录制”保存的文件。</translation>
    </message>
    <message>
      <source>{name} was written by a later version of hagui (format {found}, this one reads up to {known}); open it with that version.</source>
      <translation>{name} 由更新版本的 hagui 写成（格式 {found}，本版本最多读到 {known}）；请用那个版本打开。</translation>
    </message>
    <message>
      <source>{name} holds no moment of any cluster; wait until the cluster has been shown, or choose another recording.</source>
      <translation>{name} 中没有任何集群的任何时刻；请等到集群显示出来，或选择另一份录制。</translation>
    </message>
    <message>
      <source>That moment is no longer kept, as the recording has reached its limit; choose a later one.</source>
      <translation>录制已达到上限，该时刻已不再保留；请选择更晚的时刻。</translation>
    </message>
    <message>
      <source>Nothing was recorded in that time; choose another stretch of time.</source>
      <translation>该时段内没有录制任何内容；请选择另一个时段。</translation>
    </message>
    <message>
      <source>There is no file {name}; check the path.</source>
      <translation>没有文件 {name}；请检查路径。</translation>
    </message>
    <message>
      <source>{name} is a folder; choose a recording in it.</source>
      <translation>{name} 是一个文件夹；请选择其中的一份录制。</translation>
    </message>
    <message>
      <source>{name} cannot be read ({reason}); copy it to where you may read it.</source>
      <translation>无法读取 {name}（{reason}）；请把它复制到您有权读取的位置。</translation>
    </message>
    <message>
      <source>There is no room left on the disk for {path}; make room and try again.</source>
      <translation>磁盘上已没有空间存放 {path}；请腾出空间后重试。</translation>
    </message>
    <message>
      <source>{path} cannot be written ({reason}); mend that or choose another folder.</source>
      <translation>无法写入 {path}（{reason}）；请排除原因，或选择另一个文件夹。</translation>
    </message>
    <message>
      <source>Recording has stopped, as there is no room left on the disk for {path}; make room and connect anew. All else goes on.</source>
      <translation>磁盘上已没有空间存放 {path}，录制已停止；请腾出空间后重新连接。其他一切照常。</translation>
    </message>
    <message>
      <source>Recording has stopped, as {path} cannot be written ({reason}); mend that and connect anew. All else goes on.</source>
      <translation>无法写入 {path}（{reason}），录制已停止；请排除原因后重新连接。其他一切照常。</translation>
    </message>
    <message>
      <source>{why} It was set aside as {file}, and a new recording was begun.</source>
      <translation>{why}它已另存为 {file}，并已开始新的录制。</translation>
    </message>
  </context>
  <context>
    <name>alarm</name>
    <message>
      <source>&amp;Mute</source>
      <translation>静音(&amp;M)</translation>
    </message>
    <message>
      <source>Alarms</source>
      <translation>告警</translation>
    </message>
    <message>
      <source>All seen</source>
      <translation>全部已阅</translation>
    </message>
    <message>
      <source>Choose what does not ring, and for how long</source>
      <translation>选择哪些不提醒，以及多长时间</translation>
    </message>
    <message>
      <source>Count them no more; they stay here until over</source>
      <translation>不再计数；结束之前仍留在这里</translation>
    </message>
    <message>
      <source>Engines disagree</source>
      <translation>引擎意见不一</translation>
    </message>
    <message>
      <source>Everything</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>Fencing failed</source>
      <translation>隔离失败</translation>
    </message>
    <message>
      <source>It is still shown in the window, and does not ring meanwhile</source>
      <translation>窗口中仍会显示，期间不再提醒</translation>
    </message>
    <message>
      <source>Let it ring again</source>
      <translation>恢复提醒</translation>
    </message>
    <message>
      <source>Mute</source>
      <translation>静音</translation>
    </message>
    <message>
      <source>Muted</source>
      <translation>已静音</translation>
    </message>
    <message>
      <source>No alarms: nothing has gone wrong.</source>
      <translation>没有告警：一切正常。</translation>
    </message>
    <message>
      <source>No engine answers</source>
      <translation>没有引擎应答</translation>
    </message>
    <message>
      <source>Quit hagui</source>
      <translation>退出 hagui</translation>
    </message>
    <message>
      <source>Quorum lost</source>
      <translation>失去法定票数</translation>
    </message>
    <message>
      <source>Resource failed or blocked</source>
      <translation>资源失败或被阻塞</translation>
    </message>
    <message>
      <source>Seen</source>
      <translation>已阅</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>Show the window</source>
      <translation>显示窗口</translation>
    </message>
    <message>
      <source>The cluster has lost quorum</source>
      <translation>集群失去了法定票数</translation>
    </message>
    <message>
      <source>for 2 hours</source>
      <translation>2 小时</translation>
    </message>
    <message>
      <source>for 30 minutes</source>
      <translation>30 分钟</translation>
    </message>
    <message>
      <source>muted until turned on</source>
      <translation>已静音，直到手动恢复</translation>
    </message>
    <message>
      <source>muted until {time}</source>
      <translation>静音至 {time}</translation>
    </message>
    <message>
      <source>over: {begin} to {end}</source>
      <translation>已结束：{begin} 至 {end}</translation>
    </message>
    <message>
      <source>seen</source>
      <translation>已阅</translation>
    </message>
    <message>
      <source>since {time}</source>
      <translation>始于 {time}</translation>
    </message>
    <message>
      <source>until I turn it on</source>
      <translation>直到我手动恢复</translation>
    </message>
    <message>
      <source>until tomorrow 8:00</source>
      <translation>到明天 8:00</translation>
    </message>
    <message>
      <source>was there at first sight</source>
      <translation>连接时已存在</translation>
    </message>
    <message>
      <source>{node} could not be fenced</source>
      <translation>{node} 未能被隔离</translation>
    </message>
    <message>
      <source>{node} sees another cluster than the others</source>
      <translation>{node} 看到的集群与其他节点不同</translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s)</source>
      <translation>
        <numerusform>{n} 个告警</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), muted</source>
      <translation>
        <numerusform>{n} 个告警，已静音</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), seen</source>
      <translation>
        <numerusform>{n} 个告警，已阅</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} alarm(s), {mute} muted</source>
      <translation>
        <numerusform>{n} 个告警，{mute} 个已静音</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} times</source>
      <translation>
        <numerusform>{n} 次</numerusform>
      </translation>
    </message>
    <message>
      <source>{what}: {until}</source>
      <translation>{what}：{until}</translation>
    </message>
    <message>
      <source>{who} failed</source>
      <translation>{who} 失败</translation>
    </message>
    <message>
      <source>{who} failed on {node}</source>
      <translation>{who} 在 {node} 上失败</translation>
    </message>
    <message>
      <source>{who}: nothing is wrong</source>
      <translation>{who}：一切正常</translation>
    </message>
    <message numerus="yes">
      <source>{who}: {n} alarm(s), muted or seen</source>
      <translation>
        <numerusform>{who}：{n} 个告警，已静音或已阅</numerusform>
      </translation>
    </message>
    <message>
      <source>{who}: {what}</source>
      <translation>{who}：{what}</translation>
    </message>
    <message numerus="yes">
      <source>{who}: {what}; {n} more alarm(s)</source>
      <translation>
        <numerusform>{who}：{what}；另有 {n} 个告警</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{worst}, and {n} more</source>
      <translation>
        <numerusform>{worst}，另有 {n} 项</numerusform>
      </translation>
    </message>
  </context>
  <context>
    <name>opinions</name>
    <message>
      <source>&lt; 1 s ago</source>
      <translation>不到 1 秒前</translation>
    </message>
    <message>
      <source>All engines that are heard agree</source>
      <translation>所有能联系上的引擎看法一致</translation>
    </message>
    <message>
      <source>An election, a node that joins or a change under way does that; it is an alarm once it has lasted for {seconds} s.</source>
      <translation>选举、节点加入或正在传播的更改都会如此；持续 {seconds} 秒后将成为告警。</translation>
    </message>
    <message>
      <source>Both may run the same resources, and data may be damaged: stop the cluster on one side now, mend the network, and turn fencing on.</source>
      <translation>双方可能运行相同的资源，数据可能受损：请立即停止其中一方的集群，修复网络，并启用隔离。</translation>
    </message>
    <message>
      <source>CIB version</source>
      <translation>CIB 版本</translation>
    </message>
    <message>
      <source>Changes do not reach {who}</source>
      <translation>更改没有到达 {who}</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>DC</source>
      <translation>DC</translation>
    </message>
    <message>
      <source>Edit nothing yet: save both configurations, then restart Pacemaker on {odd}, so that it takes the others'.</source>
      <translation>先不要编辑：保存两份配置，然后在 {odd} 上重启 Pacemaker，使其采用其他节点的配置。</translation>
    </message>
    <message>
      <source>Engines differ at this moment</source>
      <translation>此刻各引擎看法不同</translation>
    </message>
    <message>
      <source>Heard</source>
      <translation>上次联系</translation>
    </message>
    <message>
      <source>How far this node's copy of the configuration and status is</source>
      <translation>该节点的配置和状态副本到了哪个版本</translation>
    </message>
    <message>
      <source>It may be overloaded, or Pacemaker hangs there: check {odd}.</source>
      <translation>可能过载，或该处的 Pacemaker 已挂起：请检查 {odd}。</translation>
    </message>
    <message>
      <source>Members</source>
      <translation>成员</translation>
    </message>
    <message>
      <source>No side has quorum, so nothing is decided anywhere: mend the network between them.</source>
      <translation>没有任何一方拥有法定票数，因此无处作出决定：请修复它们之间的网络。</translation>
    </message>
    <message>
      <source>Nodes disagree on who is DC: {views}</source>
      <translation>节点对谁是 DC 看法不一：{views}</translation>
    </message>
    <message>
      <source>Only {quorate} has quorum, {who} does not</source>
      <translation>只有 {quorate} 拥有法定票数，{who} 没有</translation>
    </message>
    <message>
      <source>Opinions of the engines</source>
      <translation>各引擎的看法</translation>
    </message>
    <message>
      <source>Quorum</source>
      <translation>法定票数</translation>
    </message>
    <message>
      <source>Split brain: {sides} each think they are the cluster</source>
      <translation>脑裂：{sides} 各自认为自己是集群</translation>
    </message>
    <message>
      <source>Stack</source>
      <translation>集群软件</translation>
    </message>
    <message>
      <source>The cluster has fallen apart: {sides}</source>
      <translation>集群已分裂：{sides}</translation>
    </message>
    <message>
      <source>The node that decides, as this node has it</source>
      <translation>该节点所认为的决策节点</translation>
    </message>
    <message>
      <source>The nodes that take part, as this node sees them</source>
      <translation>该节点所见的参与节点</translation>
    </message>
    <message>
      <source>The others have quorum and go on without it: check the cluster network of {odd}; fencing must have switched it off before its resources run elsewhere.</source>
      <translation>其他节点拥有法定票数，会在没有它的情况下继续：请检查 {odd} 的集群网络；必须先由隔离将其断电，它的资源才会在别处运行。</translation>
    </message>
    <message>
      <source>They count votes differently: compare corosync.conf on {odd} with the others'.</source>
      <translation>它们的计票方式不同：请将 {odd} 上的 corosync.conf 与其他节点的比较。</translation>
    </message>
    <message>
      <source>They see the same members, so an election has not come to an end: look into Pacemaker's log on {odd}, then restart Pacemaker there.</source>
      <translation>它们看到的成员相同，说明选举没有结束：请查看 {odd} 上的 Pacemaker 日志，然后在那里重启 Pacemaker。</translation>
    </message>
    <message>
      <source>They tell the same of DC, quorum and members.</source>
      <translation>它们所说的 DC、法定票数和成员都相同。</translation>
    </message>
    <message>
      <source>This engine is not heard, so it has no opinion now</source>
      <translation>联系不上该引擎，因此它现在没有看法</translation>
    </message>
    <message>
      <source>What each engine believes</source>
      <translation>各引擎的看法</translation>
    </message>
    <message>
      <source>When this engine was heard last</source>
      <translation>上次联系上该引擎的时间</translation>
    </message>
    <message>
      <source>Whether the engine reaches the cluster stack of its own node</source>
      <translation>该引擎能否连到本节点的集群软件</translation>
    </message>
    <message>
      <source>Whether this node may run resources</source>
      <translation>该节点是否可以运行资源</translation>
    </message>
    <message>
      <source>down</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>never</source>
      <translation>从未</translation>
    </message>
    <message>
      <source>no</source>
      <translation>否</translation>
    </message>
    <message>
      <source>none elected</source>
      <translation>未选出</translation>
    </message>
    <message>
      <source>up</source>
      <translation>运行</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>{age} ago</source>
      <translation>{age}前</translation>
    </message>
    <message>
      <source>{node} (shown)</source>
      <translation>{node}（当前显示）</translation>
    </message>
    <message>
      <source>{node} alone thinks it is DC: it is cut off</source>
      <translation>只有 {node} 认为自己是 DC：它已被切断</translation>
    </message>
    <message numerus="yes">
      <source>{n} nodes</source>
      <translation>
        <numerusform>{n} 个节点</numerusform>
      </translation>
    </message>
    <message>
      <source>{version}, behind</source>
      <translation>{version}，落后</translation>
    </message>
    <message>
      <source>{version}, other content</source>
      <translation>{version}，内容不同</translation>
    </message>
    <message>
      <source>{who} does not see the cluster: cut off</source>
      <translation>{who} 看不到集群：已被切断</translation>
    </message>
    <message>
      <source>{who} has another configuration at the same version</source>
      <translation>{who} 在同一版本下有不同的配置</translation>
    </message>
    <message>
      <source>{words} · differs</source>
      <translation>{words} · 不一致</translation>
    </message>
  </context>
</TS>
