### The check in the input line: the verdict before anything is sent.

inline-how = Type the sentence you want to send here
inline-how-more = See whether it may go out, then send it with a tap
inline-note = Not sending this one; asking for the agreed words.
inline-clear-sheet = Clear · agrees with sheet { $version } · tap to send
inline-clear-standing = Clear · by the standing lines · tap to send
inline-clear-none = Clear · no message sheet yet, general rules only
inline-block = { $count ->
    [one] Don't send · { $count } place
   *[other] Don't send · { $count } places
}
inline-change = { $count ->
    [one] Change · { $count } place
   *[other] Change · { $count } places
}
inline-line-mended = Like this it is clear · tap to send
inline-line-sheet = You can say (sheet { $version }) · tap to send
inline-line-standing = You can say (standing line) · tap to send
inline-line-none = You can say · tap to send
answer-check-how = Reply here with the sentence you want to send.
