/** For a Java program of a second: what a JVM makes ready for a long life costs it as much again. */
export const briefJava = ["-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC"] as const;
