package carbonstandin;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/** The CApps in repository/deployment/server/carbonapps: one that is no archive is faulty. */
final class CarbonApps {

    private CarbonApps() {}

    static List<String> faulty(Path home, StartSettings settings) throws IOException {
        List<String> faulty = new ArrayList<>();
        Path folder = home.resolve("repository/deployment/server/carbonapps");
        if (Files.isDirectory(folder)) {
            try (DirectoryStream<Path> apps = Files.newDirectoryStream(folder, "*.car")) {
                for (Path app : apps) {
                    try (ZipFile archive = new ZipFile(app.toFile())) {
                        archive.size();
                    } catch (ZipException e) {
                        faulty.add(app.getFileName().toString().replaceFirst("\\.car$", ""));
                    }
                }
            }
        }
        if (settings.neverReady() && faulty.isEmpty()) {
            faulty.add("NeverReady_1.0.0");
        }
        return faulty;
    }
}
