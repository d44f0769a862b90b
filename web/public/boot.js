// Runs before the first paint, so that nobody sees the wrong theme or language flash by. lib/prefs.ts continues from what it leaves on <html>.
;(function () {
  var saved = {}
  try {
    saved = JSON.parse(localStorage.getItem('hub.prefs')) || {}
  } catch {
    // A browser that forbids storage gets the defaults.
  }
  var html = document.documentElement
  var dark = matchMedia('(prefers-color-scheme: dark)').matches
  var touch = matchMedia('(pointer: coarse), (max-width: 639px)').matches
  html.lang = saved.lang || ((navigator.languages || [navigator.language]).find(function (l) { return /^(zh|en)\b/i.test(l) }) || 'zh').replace(/^zh.*/i, 'zh-CN').replace(/^en.*/i, 'en')
  html.dataset.theme = saved.theme || (dark ? 'dark' : 'light')
  html.dataset.density = saved.density || (touch ? 'touch' : 'comfortable')
  if (saved.bigger) html.dataset.bigger = ''
})()
