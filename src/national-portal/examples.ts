/** A difference of the demonstration office that waits to be settled, and a message the portal refused. */
export const demoDifferenceId = '01980000-0000-7000-8000-310000000001'
export const demoFailedMessageId = '01980000-0000-7000-8000-310000000002'
