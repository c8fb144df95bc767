import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.neo4j.dbms.api.DatabaseManagementService;
import org.neo4j.dbms.api.DatabaseManagementServiceBuilder;

/** Serves one Neo4j home until SIGTERM, or until its ready file or its owner's process is gone. */
public class Neo4jServer {
    /** Arguments: home folder, password file, ready file. */
    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        String password = Files.readString(Path.of(arguments[1]));
        Path ready = Path.of(arguments[2]);
        try {
            DatabaseManagementService service =
                    new DatabaseManagementServiceBuilder(home)
                            .loadPropertiesFromFile(home.resolve("neo4j.conf"))
                            .build();
            Runtime.getRuntime().addShutdownHook(new Thread(service::shutdown));
            // At every start, so that a lost password file can be replaced.
            service.database("system")
                    .executeTransactionally(
                            "CREATE OR REPLACE USER neo4j SET PASSWORD $password CHANGE NOT REQUIRED",
                            Map.of("password", password));
        } catch (RuntimeException failure) {
            // The database's own threads would keep the process alive.
            failure.printStackTrace();
            System.exit(1);
        }
        Files.writeString(ready, String.valueOf(ProcessHandle.current().pid()));
        while (Files.exists(ready) && ownerLives()) {
            Thread.sleep(500);
        }
        System.exit(0);
    }

    private static boolean ownerLives() {
        return Optional.ofNullable(System.getenv("CKG_STORE_OWNER"))
                .map(owner -> ProcessHandle.of(Long.parseLong(owner)).isPresent())
                .orElse(true);
    }
}
