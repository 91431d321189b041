package carbonstandin;

/** The stand-in's own knobs, as -Dstandin.* in JAVA_OPTS. */
record StartSettings(double startSeconds, boolean neverReady) {

    static StartSettings read() {
        String seconds = System.getProperty("standin.startSeconds", "5");
        try {
            return new StartSettings(Double.parseDouble(seconds), Boolean.getBoolean("standin.neverReady"));
        } catch (NumberFormatException e) {
            throw new ConfigException("-Dstandin.startSeconds is not a number: " + seconds);
        }
    }
}
