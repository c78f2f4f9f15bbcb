import autocannon from 'autocannon'

/** Answers with 200 per second from so many connections at once; fails when any request fails. */
export async function answersPerSecond(options: autocannon.Options): Promise<number> {
  const result = await autocannon(options)
  const failed = result.non2xx + result.errors
  if (failed > 0) throw new Error(`${failed} of ${result.requests.total + result.errors} requests failed`)
  return result['2xx'] / result.duration
}
