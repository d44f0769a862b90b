import { useCallback, useSyncExternalStore } from 'react'

/** Whether a media query holds, now and after each change. */
export function useMedia(query: string) {
  const subscribe = useCallback(
    (f: () => void) => {
      const media = matchMedia(query)
      media.addEventListener('change', f)
      return () => media.removeEventListener('change', f)
    },
    [query],
  )
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches)
}

/** A phone gets another layout, not a squeezed one. The width is the tablet breakpoint of tokens.json. */
export const usePhone = () => useMedia('(max-width: 39.99rem)')

/** Fingers instead of a mouse. */
export const useTouch = () => useMedia('(pointer: coarse)')
