/** A difference of the demonstration office that waits to be settled. */
export const demoDifferenceId = '01980000-0000-7000-8000-310000000001'

/** A piece of news that the demonstration office could not take in. */
export const demoFailedArrival = 'mau-1'

/** Who the demonstration office is at the stand-in of the portal; made up, and of use on this machine alone. */
export const demoPortalAccount = {
  baseUrl: 'http://127.0.0.1:3999',
  account: 'xa-cam-long-mau',
  password: 'chi-dung-de-thu',
  unitCode: 'H56.22.17',
}
