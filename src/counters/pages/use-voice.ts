import { useEffect, useRef, useState } from 'react'
import type { ShownCall } from '../queries/queue-feed.ts'

/** `A012` read letter by letter and number by number: "A, không một hai". */
export function spokenCode(code: string): string {
  const digits = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín']
  const letters = code.replaceAll(/\d/g, '').split('').join(' ')
  const numbers = code
    .replaceAll(/\D/g, '')
    .split('')
    .map((digit) => digits[Number(digit)])
  return `${letters}, ${numbers.join(' ')}`
}

/**
 * Says a call with the browser's Vietnamese voice where it has one; else three notes ask to look at the screen. A browser
 * lets a page sound only after somebody has pressed something, so `isSilent` asks for that.
 */
export function useVoice() {
  const audio = useRef<AudioContext | null>(null)
  const [isSilent, setSilent] = useState(false)
  useEffect(() => {
    const context = new AudioContext()
    audio.current = context
    const listen = () => setSilent(context.state !== 'running')
    context.addEventListener('statechange', listen)
    listen()
    return () => {
      context.removeEventListener('statechange', listen)
      context.close().catch(() => {})
    }
  }, [])
  return {
    isSilent,
    enable: () => audio.current?.resume().catch(() => {}),
    announce({ code, desk }: ShownCall) {
      const voice = window.speechSynthesis
        ?.getVoices()
        .find(({ lang }) => lang.toLowerCase().startsWith('vi'))
      if (!voice) return chime(audio.current)
      const words = new SpeechSynthesisUtterance(`Mời số ${spokenCode(code)}, đến ${desk}`)
      words.voice = voice
      words.lang = voice.lang
      words.rate = 0.9
      window.speechSynthesis.speak(words)
    },
  }
}

function chime(context: AudioContext | null): void {
  if (context?.state !== 'running') return
  for (const [index, frequency] of [659, 523, 784].entries()) {
    const note = context.createOscillator()
    const loudness = context.createGain()
    const from = context.currentTime + index * 0.35
    note.frequency.value = frequency
    loudness.gain.setValueAtTime(0.3, from)
    loudness.gain.exponentialRampToValueAtTime(0.001, from + 0.6)
    note.connect(loudness).connect(context.destination)
    note.start(from)
    note.stop(from + 0.6)
  }
}
