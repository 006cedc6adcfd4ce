### 由桌面自己说的几句;命令说明在 work.ftl,证据和出错在 notices.ftl。

mark-again = (补发)
