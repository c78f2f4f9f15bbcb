import { useEffect } from 'react'

/** A page that the browser kept in memory is loaded anew as a whole, so that nothing of an earlier citizen can appear. */
export function useFreshPage(): void {
  useEffect(() => {
    const startAnew = (event: PageTransitionEvent) => {
      if (event.persisted) window.location.reload()
    }
    window.addEventListener('pageshow', startAnew)
    return () => window.removeEventListener('pageshow', startAnew)
  }, [])
}
