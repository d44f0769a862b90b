// Owns: whether something typed would be lost by leaving. Does not own: keeping it.
import { useBlocker } from '@tanstack/react-router'
import { useEffect, useId } from 'react'

const holders = new Set<string>()

/** Whether any form on the page holds what was not saved. */
export const anythingUnsaved = () => holders.size > 0

/** Asks before what was typed is left: in the page with the answer's `proceed` and `reset`, on closing the tab with the browser's own words. */
export function useUnsaved(unsaved: boolean) {
  const id = useId()
  useEffect(() => {
    if (!unsaved) return
    holders.add(id)
    return () => {
      holders.delete(id)
    }
  }, [id, unsaved])
  return useBlocker({ shouldBlockFn: () => unsaved, enableBeforeUnload: unsaved, withResolver: true })
}
