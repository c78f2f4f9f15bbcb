import { useEffect, useState } from 'react'

const touches = ['keydown', 'pointerdown', 'pointermove', 'wheel', 'touchmove'] as const

/** Touches closer together than this are one (milliseconds): a moving mouse need not tell the other tabs each time. */
const quietFor = 1000

type News = 'touched' | 'opened'

const openChannel = () => new BroadcastChannel('motcua-dang-lam-viec')

function tell(news: News): void {
  const tabs = openChannel()
  tabs.postMessage(news)
  tabs.close()
}

/**
 * Whether nobody has touched any tab of the program in this browser for `milliseconds`. The tabs share one sign-in: work
 * in one keeps all of them open, and `wake` in one opens all.
 */
export function useIdle(milliseconds: number): { idle: boolean; wake(): void } {
  const [idle, setIdle] = useState(false)
  useEffect(() => {
    const tabs = openChannel()
    if (idle) {
      tabs.onmessage = ({ data }: MessageEvent<News>) => {
        if (data === 'opened') setIdle(false)
      }
      return () => tabs.close()
    }
    let timer = setTimeout(() => setIdle(true), milliseconds)
    let touchedAt = Number.NEGATIVE_INFINITY
    const restart = () => {
      clearTimeout(timer)
      timer = setTimeout(() => setIdle(true), milliseconds)
    }
    const touched = ({ timeStamp }: Event) => {
      if (timeStamp - touchedAt < quietFor) return
      touchedAt = timeStamp
      restart()
      tabs.postMessage('touched' satisfies News)
    }
    tabs.onmessage = restart
    for (const touch of touches) document.addEventListener(touch, touched, { passive: true })
    return () => {
      clearTimeout(timer)
      tabs.close()
      for (const touch of touches) document.removeEventListener(touch, touched)
    }
  }, [idle, milliseconds])

  function wake() {
    setIdle(false)
    tell('opened')
  }
  return { idle, wake }
}
