/** Pulumi has each of these under two names. */
export const BALANCERS = ["aws:lb/loadBalancer:LoadBalancer", "aws:alb/loadBalancer:LoadBalancer"];

export const LISTENERS = ["aws:lb/listener:Listener", "aws:alb/listener:Listener"];
