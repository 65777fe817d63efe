/** Where and as whom AWS is asked, as every client of its SDK takes it. What is left out, the SDK finds itself. */
export interface AwsAccess {
  region: string;
  endpoint?: string;
  credentials?: { accessKeyId: string; secretAccessKey: string };
}
