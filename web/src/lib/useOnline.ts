import { useSyncExternalStore } from 'react'

function subscribe(f: () => void) {
  addEventListener('online', f)
  addEventListener('offline', f)
  return () => {
    removeEventListener('online', f)
    removeEventListener('offline', f)
  }
}

/** Whether the device believes it has a network. True may be wrong, false is right. */
export const useOnline = () => useSyncExternalStore(subscribe, () => navigator.onLine)
