/** Part of every key of a picture made in the cloud. */
export const COS_IDENTITY = { name: 'cos', version: '1' } as const
