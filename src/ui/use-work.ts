import { useAnswer } from './use-answer.ts'

/** Sends one command of the page with what its form holds. */
export function useWork(work: string, onClose: () => void) {
  const { send, ...answer } = useAnswer<unknown>(onClose)
  return {
    ...answer,
    run(input: object) {
      const form = new FormData()
      form.set('viec', work)
      form.set('input', JSON.stringify(input))
      send(form)
    },
  }
}
