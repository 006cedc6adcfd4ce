### 输入框里的口径检查:发出去之前先看结论。

inline-how = 把要发的那句话打在这里
inline-how-more = 先看能不能发,再点一下发出去
inline-note = 这句先不发,正在问口径。
inline-clear-sheet = 通过 · 与口径单 { $version } 一致 · 点一下就发
inline-clear-standing = 通过 · 按常备口径 · 点一下就发
inline-clear-none = 通过 · 还没有口径单,只按通用规则
inline-block = 禁止 · { $count } 处
inline-change = 需改 · { $count } 处
inline-line-mended = 改成这样就能发 · 点一下就发
inline-line-sheet = 可以这样说(口径单 { $version })· 点一下就发
inline-line-standing = 可以这样说(常备口径)· 点一下就发
inline-line-none = 可以这样说 · 点一下就发
answer-check-how = 把要发的那句话回复到这里。
