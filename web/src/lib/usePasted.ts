import { useEffect, useEffectEvent } from 'react'

/** A file, or rows of a spreadsheet, pasted anywhere on the page but into a field. Rows become a file called `name`. */
export function usePasted(on: boolean, name: string, take: (file: Blob, name: string) => void) {
  const onPaste = useEffectEvent((e: ClipboardEvent) => {
    if (e.target instanceof HTMLElement && /^(INPUT|TEXTAREA)$/.test(e.target.tagName) && e.target.getAttribute('type') !== 'file') return
    const file = e.clipboardData?.files[0]
    const text = e.clipboardData?.getData('text/plain') ?? ''
    if (file) take(file, file.name)
    else if (/[\t\n]/.test(text.trim())) take(new Blob([text], { type: 'text/tab-separated-values' }), name)
    else return
    e.preventDefault()
  })
  useEffect(() => {
    if (!on) return
    const listener = (e: ClipboardEvent) => onPaste(e)
    addEventListener('paste', listener)
    return () => removeEventListener('paste', listener)
  }, [on])
}
